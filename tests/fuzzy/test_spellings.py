"""Dates as Danes write them in a field: a table of spellings, each right by the calendar.

All are read on Monday 15 June 2026 of something that lies ahead. 2026 has 53 weeks; Easter Sunday
is 28 March 2027.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.fuzzy import Reading, Tense, find_dates, parse_date, read_date
from portfolio.screens import understood

TODAY = date(2026, 6, 15)

#: What is written | its first day | its last | how exact | "gæt": the words leave the year out.
TABLE = """
25. juni 2026 | 2026-06-25 | 2026-06-25 | day
25. juni | 2026-06-25 | 2026-06-25 | day | gæt
d. 25. juni | 2026-06-25 | 2026-06-25 | day | gæt
den 25. juni 26 | 2026-06-25 | 2026-06-25 | day
25 juni | 2026-06-25 | 2026-06-25 | day | gæt
25.juni | 2026-06-25 | 2026-06-25 | day | gæt
25. jun. | 2026-06-25 | 2026-06-25 | day | gæt
25. jun 26 | 2026-06-25 | 2026-06-25 | day
torsdag den 25. juni | 2026-06-25 | 2026-06-25 | day | gæt
tors. d. 25/6 | 2026-06-25 | 2026-06-25 | day | gæt
25/6 | 2026-06-25 | 2026-06-25 | day | gæt
25/6-26 | 2026-06-25 | 2026-06-25 | day
25/6 26 | 2026-06-25 | 2026-06-25 | day
25/6 2026 | 2026-06-25 | 2026-06-25 | day
25/6/26 | 2026-06-25 | 2026-06-25 | day
25.6. | 2026-06-25 | 2026-06-25 | day | gæt
25.6 | 2026-06-25 | 2026-06-25 | day | gæt
25.6.26 | 2026-06-25 | 2026-06-25 | day
25.06.2026 | 2026-06-25 | 2026-06-25 | day
25-06-2026 | 2026-06-25 | 2026-06-25 | day
25-06-26 | 2026-06-25 | 2026-06-25 | day
25-06 | 2026-06-25 | 2026-06-25 | day | gæt
2026-06-25 | 2026-06-25 | 2026-06-25 | day
2026.06.25 | 2026-06-25 | 2026-06-25 | day
1. juni kl. 10 | 2027-06-01 | 2027-06-01 | day | gæt
25. juni kl. 9.30 | 2026-06-25 | 2026-06-25 | day | gæt
25. juni kl. 10-12 | 2026-06-25 | 2026-06-25 | day | gæt
25/6 kl. 13:00 | 2026-06-25 | 2026-06-25 | day | gæt
25. juni 10:00 | 2026-06-25 | 2026-06-25 | day | gæt
senest 25/6 | 2026-06-25 | 2026-06-25 | day | gæt
senest d. 25. juni | 2026-06-25 | 2026-06-25 | day | gæt
inden d. 1/7 | 2026-07-01 | 2026-07-01 | day | gæt
inden den 1. juli | 2026-07-01 | 2026-07-01 | day | gæt
før 1. juli | 2026-07-01 | 2026-07-01 | day | gæt
efter 1. juli | 2026-07-02 | 2026-07-29 | span | gæt
fra 1. juli | 2026-07-01 | 2026-07-01 | day | gæt
pr. 1. juli | 2026-07-01 | 2026-07-01 | day | gæt
pr. 1/7 | 2026-07-01 | 2026-07-01 | day | gæt
til 1. juli | 2026-07-01 | 2026-07-01 | day | gæt
1. maj | 2027-05-01 | 2027-05-01 | day | gæt
14. juni | 2027-06-14 | 2027-06-14 | day | gæt
15. juni | 2026-06-15 | 2026-06-15 | day | gæt
24.-26. juni | 2026-06-24 | 2026-06-26 | span | gæt
24. - 26. juni 2026 | 2026-06-24 | 2026-06-26 | span
24.-26/6 | 2026-06-24 | 2026-06-26 | span | gæt
24/6-26/6 | 2026-06-24 | 2026-06-26 | span | gæt
24/6 - 26/6-2026 | 2026-06-24 | 2026-06-26 | span
24/6-26/6-26 | 2026-06-24 | 2026-06-26 | span
24. og 25. juni | 2026-06-24 | 2026-06-25 | span | gæt
fra 24. til 26. juni | 2026-06-24 | 2026-06-26 | span | gæt
mellem 24. og 26. juni | 2026-06-24 | 2026-06-26 | span | gæt
24. juni til 3. juli | 2026-06-24 | 2026-07-03 | span | gæt
28. december - 4. januar | 2026-12-28 | 2027-01-04 | span | gæt
28.12.-04.01. | 2026-12-28 | 2027-01-04 | span | gæt
28.12.2026-04.01.2027 | 2026-12-28 | 2027-01-04 | span
uge 26 | 2026-06-22 | 2026-06-28 | week | gæt
i uge 26 | 2026-06-22 | 2026-06-28 | week | gæt
u. 26 | 2026-06-22 | 2026-06-28 | week | gæt
u26 | 2026-06-22 | 2026-06-28 | week | gæt
uge26 | 2026-06-22 | 2026-06-28 | week | gæt
Uge 26, 2026 | 2026-06-22 | 2026-06-28 | week
uge 26/2026 | 2026-06-22 | 2026-06-28 | week
uge 26-2026 | 2026-06-22 | 2026-06-28 | week
2026 uge 26 | 2026-06-22 | 2026-06-28 | week
2026-W26 | 2026-06-22 | 2026-06-28 | week
uge 20 | 2027-05-17 | 2027-05-23 | week | gæt
uge 26-28 | 2026-06-22 | 2026-07-12 | span | gæt
uge 26–28 | 2026-06-22 | 2026-07-12 | span | gæt
uge 26/27 | 2026-06-22 | 2026-07-05 | span | gæt
uge 26 og 27 | 2026-06-22 | 2026-07-05 | span | gæt
ugerne 26-28 | 2026-06-22 | 2026-07-12 | span | gæt
uge 26 til 28 | 2026-06-22 | 2026-07-12 | span | gæt
uge 26 - uge 28 | 2026-06-22 | 2026-07-12 | span | gæt
uge 52-1 | 2026-12-21 | 2027-01-10 | span | gæt
uge 52/1 | 2026-12-21 | 2027-01-10 | span | gæt
uge 51-2 | 2026-12-14 | 2027-01-17 | span | gæt
uge 52 til 1 | 2026-12-21 | 2027-01-10 | span | gæt
uge 52 - uge 1 | 2026-12-21 | 2027-01-10 | span | gæt
uge 52-1 2027 | 2026-12-21 | 2027-01-10 | span
uge 52 2026 - uge 1 2027 | 2026-12-21 | 2027-01-10 | span
uge 48/26 | 2026-11-23 | 2026-11-29 | week
uge 53 | 2026-12-28 | 2027-01-03 | week | gæt
midt i uge 26 | 2026-06-24 | 2026-06-25 | mid | gæt
slut uge 26 | 2026-06-26 | 2026-06-28 | late | gæt
start uge 26 | 2026-06-22 | 2026-06-23 | early | gæt
fredag i uge 26 | 2026-06-26 | 2026-06-26 | day | gæt
fredag uge 26 | 2026-06-26 | 2026-06-26 | day | gæt
onsdag i uge 34 2026 | 2026-08-19 | 2026-08-19 | day
første uge af juli | 2026-06-29 | 2026-07-05 | week | gæt
første uge i maj | 2027-05-03 | 2027-05-09 | week | gæt
anden uge af august | 2026-08-10 | 2026-08-16 | week | gæt
2. uge i august | 2026-08-10 | 2026-08-16 | week | gæt
sidste uge i juni | 2026-06-22 | 2026-06-28 | week | gæt
sidste uge af december 2026 | 2026-12-28 | 2027-01-03 | week
første mandag i august | 2026-08-03 | 2026-08-03 | day | gæt
sidste fredag i september | 2026-09-25 | 2026-09-25 | day | gæt
3. onsdag i oktober 2026 | 2026-10-21 | 2026-10-21 | day
juni | 2026-06-01 | 2026-06-30 | month | gæt
juni 2026 | 2026-06-01 | 2026-06-30 | month
juni 26 | 2026-06-01 | 2026-06-30 | month
jun. 26 | 2026-06-01 | 2026-06-30 | month
jun-26 | 2026-06-01 | 2026-06-30 | month
juni-26 | 2026-06-01 | 2026-06-30 | month
Juni '26 | 2026-06-01 | 2026-06-30 | month
06-2026 | 2026-06-01 | 2026-06-30 | month
6/2026 | 2026-06-01 | 2026-06-30 | month
06.2026 | 2026-06-01 | 2026-06-30 | month
2026-06 | 2026-06-01 | 2026-06-30 | month
2026/06 | 2026-06-01 | 2026-06-30 | month
2026 juni | 2026-06-01 | 2026-06-30 | month
juli måned | 2026-07-01 | 2026-07-31 | month | gæt
i juli | 2026-07-01 | 2026-07-31 | month | gæt
i løbet af juli | 2026-07-01 | 2026-07-31 | month | gæt
hele juli | 2026-07-01 | 2026-07-31 | month | gæt
jul. | 2026-12-24 | 2026-12-26 | season | gæt
okt | 2026-10-01 | 2026-10-31 | month | gæt
okt. | 2026-10-01 | 2026-10-31 | month | gæt
sept. 26 | 2026-09-01 | 2026-09-30 | month
maj | 2027-05-01 | 2027-05-31 | month | gæt
juli-august | 2026-07-01 | 2026-08-31 | span | gæt
juli/august | 2026-07-01 | 2026-08-31 | span | gæt
juli og august | 2026-07-01 | 2026-08-31 | span | gæt
juli eller august | 2026-07-01 | 2026-08-31 | span | gæt
juli el. august | 2026-07-01 | 2026-08-31 | span | gæt
nov.-jan. | 2026-11-01 | 2027-01-31 | span | gæt
nov-jan | 2026-11-01 | 2027-01-31 | span | gæt
november-januar | 2026-11-01 | 2027-01-31 | span | gæt
november til januar | 2026-11-01 | 2027-01-31 | span | gæt
november 2026 - januar 2027 | 2026-11-01 | 2027-01-31 | span
nov 26 - jan 27 | 2026-11-01 | 2027-01-31 | span
dec./jan. | 2026-12-01 | 2027-01-31 | span | gæt
primo juli | 2026-07-01 | 2026-07-10 | early | gæt
start juli | 2026-07-01 | 2026-07-10 | early | gæt
i starten af juli | 2026-07-01 | 2026-07-10 | early | gæt
begyndelsen af juli | 2026-07-01 | 2026-07-10 | early | gæt
først i juli | 2026-07-01 | 2026-07-10 | early | gæt
tidligt i juli | 2026-07-01 | 2026-07-10 | early | gæt
medio juli | 2026-07-11 | 2026-07-20 | mid | gæt
midt juli | 2026-07-11 | 2026-07-20 | mid | gæt
midt i juli | 2026-07-11 | 2026-07-20 | mid | gæt
midten af juli | 2026-07-11 | 2026-07-20 | mid | gæt
ultimo juli | 2026-07-21 | 2026-07-31 | late | gæt
slut juli | 2026-07-21 | 2026-07-31 | late | gæt
slutningen af juli | 2026-07-21 | 2026-07-31 | late | gæt
sidst i juli | 2026-07-21 | 2026-07-31 | late | gæt
sent i juli | 2026-07-21 | 2026-07-31 | late | gæt
udgangen af juli | 2026-07-21 | 2026-07-31 | late | gæt
ved udgangen af juli | 2026-07-21 | 2026-07-31 | late | gæt
inden udgangen af juli | 2026-06-15 | 2026-07-31 | span | gæt
ult. juli | 2026-07-21 | 2026-07-31 | late | gæt
prim. juli | 2026-07-01 | 2026-07-10 | early | gæt
første halvdel af juli | 2026-07-01 | 2026-07-15 | span | gæt
1. halvdel af juli | 2026-07-01 | 2026-07-15 | span | gæt
anden halvdel af juli | 2026-07-16 | 2026-07-31 | span | gæt
sidste halvdel af juli | 2026-07-16 | 2026-07-31 | span | gæt
ultimo juli/primo august | 2026-07-21 | 2026-08-10 | span | gæt
ultimo juli - primo august | 2026-07-21 | 2026-08-10 | span | gæt
månedsskiftet juli/august | 2026-07-31 | 2026-08-01 | span | gæt
primo 2027 | 2027-01-01 | 2027-04-30 | early
medio 2027 | 2027-05-01 | 2027-08-31 | mid
ultimo 2026 | 2026-12-21 | 2026-12-31 | late
start 2027 | 2027-01-01 | 2027-04-30 | early
slutningen af 2026 | 2026-09-01 | 2026-12-31 | late
udgangen af 2026 | 2026-12-21 | 2026-12-31 | late
ved årets udgang | 2026-12-21 | 2026-12-31 | late | gæt
inden årets udgang | 2026-06-15 | 2026-12-31 | span | gæt
årets udgang | 2026-12-21 | 2026-12-31 | late | gæt
sidst på året | 2026-09-01 | 2026-12-31 | late | gæt
først på året | 2027-01-01 | 2027-04-30 | early | gæt
første halvdel af 2027 | 2027-01-01 | 2027-06-30 | span
ultimo 3. kvartal | 2026-09-21 | 2026-09-30 | late | gæt
primo Q4 | 2026-10-01 | 2026-10-31 | early | gæt
3. kvartal | 2026-07-01 | 2026-09-30 | quarter | gæt
3. kvartal 2026 | 2026-07-01 | 2026-09-30 | quarter
3.kvartal 26 | 2026-07-01 | 2026-09-30 | quarter
3. kvt. | 2026-07-01 | 2026-09-30 | quarter | gæt
3. kvt. 2026 | 2026-07-01 | 2026-09-30 | quarter
3. kv. 26 | 2026-07-01 | 2026-09-30 | quarter
3 kvartal | 2026-07-01 | 2026-09-30 | quarter | gæt
tredje kvartal | 2026-07-01 | 2026-09-30 | quarter | gæt
sidste kvartal | 2026-10-01 | 2026-12-31 | quarter | gæt
kvartal 3 | 2026-07-01 | 2026-09-30 | quarter | gæt
kvartal 3, 2026 | 2026-07-01 | 2026-09-30 | quarter
Q3 | 2026-07-01 | 2026-09-30 | quarter | gæt
Q3 2026 | 2026-07-01 | 2026-09-30 | quarter
Q3-26 | 2026-07-01 | 2026-09-30 | quarter
Q3/26 | 2026-07-01 | 2026-09-30 | quarter
Q3 26 | 2026-07-01 | 2026-09-30 | quarter
Q3'26 | 2026-07-01 | 2026-09-30 | quarter
Q3.2026 | 2026-07-01 | 2026-09-30 | quarter
2026Q3 | 2026-07-01 | 2026-09-30 | quarter
2026-Q3 | 2026-07-01 | 2026-09-30 | quarter
2026 Q3 | 2026-07-01 | 2026-09-30 | quarter
3Q26 | 2026-07-01 | 2026-09-30 | quarter
3Q 2026 | 2026-07-01 | 2026-09-30 | quarter
Q3-Q4 | 2026-07-01 | 2026-12-31 | span | gæt
Q3-4 | 2026-07-01 | 2026-12-31 | span | gæt
Q3+Q4 | 2026-07-01 | 2026-12-31 | span | gæt
Q3/Q4 2026 | 2026-07-01 | 2026-12-31 | span
Q4-Q1 | 2026-10-01 | 2027-03-31 | span | gæt
Q4 26 - Q1 27 | 2026-10-01 | 2027-03-31 | span
4.-1. kvartal | 2026-10-01 | 2027-03-31 | span | gæt
3.-4. kvartal | 2026-07-01 | 2026-12-31 | span | gæt
3. og 4. kvartal 2026 | 2026-07-01 | 2026-12-31 | span
1. halvår | 2026-01-01 | 2026-06-30 | half_year | gæt
1. halvår 27 | 2027-01-01 | 2027-06-30 | half_year
2. halvår | 2026-07-01 | 2026-12-31 | half_year | gæt
2. halvår 2027 | 2027-07-01 | 2027-12-31 | half_year
andet halvår | 2026-07-01 | 2026-12-31 | half_year | gæt
første halvår 2027 | 2027-01-01 | 2027-06-30 | half_year
halvår 2 | 2026-07-01 | 2026-12-31 | half_year | gæt
H1-27 | 2027-01-01 | 2027-06-30 | half_year
H2 2026 | 2026-07-01 | 2026-12-31 | half_year
H2 | 2026-07-01 | 2026-12-31 | half_year | gæt
1H27 | 2027-01-01 | 2027-06-30 | half_year
2H 2026 | 2026-07-01 | 2026-12-31 | half_year
2026H2 | 2026-07-01 | 2026-12-31 | half_year
H1-H2 2027 | 2027-01-01 | 2027-12-31 | span
1. halvår 2027 - 2. halvår 2028 | 2027-01-01 | 2028-12-31 | span
2. tertial | 2026-05-01 | 2026-08-31 | span | gæt
T3 2026 | 2026-09-01 | 2026-12-31 | span
foråret | 2027-03-01 | 2027-05-31 | season | gæt
forår 27 | 2027-03-01 | 2027-05-31 | season
til foråret | 2027-03-01 | 2027-05-31 | season | gæt
i foråret 2027 | 2027-03-01 | 2027-05-31 | season
sommeren | 2026-06-01 | 2026-08-31 | season | gæt
til sommer | 2026-06-01 | 2026-08-31 | season | gæt
efteråret 26 | 2026-09-01 | 2026-11-30 | season
i løbet af efteråret | 2026-09-01 | 2026-11-30 | season | gæt
tidligt efterår | 2026-09-01 | 2026-09-30 | early | gæt
sidst på efteråret | 2026-11-01 | 2026-11-30 | late | gæt
vinteren | 2026-12-01 | 2027-02-28 | season | gæt
vinteren 26/27 | 2026-12-01 | 2027-02-28 | season
vinter | 2026-12-01 | 2027-02-28 | season | gæt
sensommeren | 2026-08-01 | 2026-09-30 | season | gæt
forsommeren 2027 | 2027-05-01 | 2027-06-30 | season
efterår/vinter | 2026-09-01 | 2027-02-28 | span | gæt
påske | 2027-03-25 | 2027-03-29 | season | gæt
påsken 2027 | 2027-03-25 | 2027-03-29 | season
før påske | 2026-06-15 | 2027-03-24 | span | gæt
efter påske | 2027-03-30 | 2027-04-26 | span | gæt
påskeugen | 2027-03-22 | 2027-03-28 | season | gæt
palmesøndag | 2027-03-21 | 2027-03-21 | season | gæt
skærtorsdag | 2027-03-25 | 2027-03-25 | season | gæt
langfredag | 2027-03-26 | 2027-03-26 | season | gæt
2. påskedag | 2027-03-29 | 2027-03-29 | season | gæt
St. Bededag | 2027-04-23 | 2027-04-23 | season | gæt
Store Bededag 2023 | 2023-05-05 | 2023-05-05 | season
Kr. himmelfart | 2027-05-06 | 2027-05-06 | season | gæt
Kristi himmelfartsdag 2027 | 2027-05-06 | 2027-05-06 | season
pinse | 2027-05-16 | 2027-05-17 | season | gæt
efter pinse | 2026-05-26 | 2026-06-22 | span | gæt
2. pinsedag | 2027-05-17 | 2027-05-17 | season | gæt
Grundlovsdag | 2027-06-05 | 2027-06-05 | season | gæt
Sankt Hans | 2026-06-23 | 2026-06-23 | season | gæt
jul | 2026-12-24 | 2026-12-26 | season | gæt
julen 26 | 2026-12-24 | 2026-12-26 | season
før jul | 2026-06-15 | 2026-12-23 | span | gæt
inden jul | 2026-06-15 | 2026-12-23 | span | gæt
efter jul | 2026-12-27 | 2027-01-23 | span | gæt
juleferien | 2026-12-22 | 2027-01-02 | season | gæt
juleaften | 2026-12-24 | 2026-12-24 | season | gæt
mellem jul og nytår | 2026-12-24 | 2027-01-01 | span | gæt
nytår | 2026-12-31 | 2027-01-01 | season | gæt
efter nytår | 2027-01-02 | 2027-01-29 | span | gæt
inden nytår | 2026-06-15 | 2026-12-31 | span | gæt
årsskiftet | 2026-12-31 | 2027-01-01 | season | gæt
årsskiftet 26/27 | 2026-12-31 | 2027-01-01 | season
omkring årsskiftet | 2026-12-31 | 2027-01-01 | circa | gæt
sommerferien | 2026-06-27 | 2026-08-09 | season | gæt
inden sommerferien | 2026-06-15 | 2026-06-26 | span | gæt
før sommerferien | 2026-06-15 | 2026-06-26 | span | gæt
frem mod sommerferien | 2026-06-15 | 2026-06-26 | span | gæt
op til sommerferien | 2026-06-15 | 2026-06-26 | span | gæt
efter sommerferien | 2026-08-10 | 2026-09-06 | span | gæt
skolernes sommerferie | 2026-06-27 | 2026-08-09 | season | gæt
efterårsferien | 2026-10-12 | 2026-10-18 | season | gæt
før efterårsferien | 2026-06-15 | 2026-10-11 | span | gæt
uge 42 | 2026-10-12 | 2026-10-18 | week | gæt
vinterferien | 2027-02-15 | 2027-02-28 | season | gæt
påskeferien | 2027-03-20 | 2027-03-29 | season | gæt
fastelavn | 2027-02-07 | 2027-02-07 | season | gæt
frem mod 2027 | 2026-06-15 | 2026-12-31 | span
inden 2027 | 2026-06-15 | 2026-12-31 | span
før november | 2026-06-15 | 2026-10-31 | span | gæt
efter november | 2026-12-01 | 2026-12-28 | span | gæt
skoleåret 26/27 | 2026-08-01 | 2027-07-31 | school_year
skoleåret 2026-27 | 2026-08-01 | 2027-07-31 | school_year
skoleåret | 2025-08-01 | 2026-07-31 | school_year | gæt
2027 | 2027-01-01 | 2027-12-31 | year
i 2027 | 2027-01-01 | 2027-12-31 | year
i løbet af 2027 | 2027-01-01 | 2027-12-31 | year
budget 27 | 2027-01-01 | 2027-12-31 | year
budget 2027-2030 | 2027-01-01 | 2030-12-31 | span
2026-2029 | 2026-01-01 | 2029-12-31 | span
2026-29 | 2026-01-01 | 2029-12-31 | span
2027 og 2028 | 2027-01-01 | 2028-12-31 | span
ca. 1. september | 2026-09-01 | 2026-09-01 | circa | gæt
ca. uge 35 | 2026-08-24 | 2026-08-30 | circa | gæt
omkring 1/9 | 2026-09-01 | 2026-09-01 | circa | gæt
forventet september | 2026-09-01 | 2026-09-30 | circa | gæt
formentlig september | 2026-09-01 | 2026-09-30 | circa | gæt
september? | 2026-09-01 | 2026-09-30 | circa | gæt
tidligst september | 2026-09-01 | 2026-09-30 | circa | gæt
september (forventet) | 2026-09-01 | 2026-09-30 | circa | gæt
i dag | 2026-06-15 | 2026-06-15 | day | gæt
i morgen | 2026-06-16 | 2026-06-16 | day | gæt
næste uge | 2026-06-22 | 2026-06-28 | span | gæt
næste måned | 2026-07-01 | 2026-07-31 | span | gæt
denne måned | 2026-06-01 | 2026-06-30 | span | gæt
i næste uge | 2026-06-22 | 2026-06-28 | span | gæt
næste kvartal | 2026-07-01 | 2026-09-30 | span | gæt
i år | 2026-01-01 | 2026-12-31 | span | gæt
næste år | 2027-01-01 | 2027-12-31 | span | gæt
primo næste år | 2027-01-01 | 2027-04-30 | early | gæt
juni næste år | 2027-06-01 | 2027-06-30 | month | gæt
om 14 dage | 2026-06-29 | 2026-06-29 | circa | gæt
om 3 uger | 2026-07-06 | 2026-07-12 | circa | gæt
om en måned | 2026-07-01 | 2026-07-31 | circa | gæt
om to måneder | 2026-08-01 | 2026-08-31 | circa | gæt
inden for 14 dage | 2026-06-15 | 2026-06-29 | span | gæt
inden for en måned | 2026-06-15 | 2026-07-15 | span | gæt
fredag | 2026-06-19 | 2026-06-19 | day | gæt
på fredag | 2026-06-19 | 2026-06-19 | day | gæt
næste fredag | 2026-06-26 | 2026-06-26 | day | gæt
senest fredag | 2026-06-19 | 2026-06-19 | day | gæt
den 25. | 2026-06-25 | 2026-06-25 | day | gæt
d. 1. | 2026-07-01 | 2026-07-01 | day | gæt
senere på året | 2026-06-15 | 2026-12-31 | span | gæt
resten af året | 2026-06-15 | 2026-12-31 | span | gæt
løbende i 2026 | 2026-01-01 | 2026-12-31 | year
snarest og senest 1. september | 2026-09-01 | 2026-09-01 | day | gæt
klar 1. september | 2026-09-01 | 2026-09-01 | day | gæt
deadline 1/9 | 2026-09-01 | 2026-09-01 | day | gæt
frist d. 1. september | 2026-09-01 | 2026-09-01 | day | gæt
møde d. 1/9 | 2026-09-01 | 2026-09-01 | day | gæt
fra Q3 | 2026-07-01 | 2026-09-30 | quarter | gæt
hen over sommeren | 2026-06-01 | 2026-08-31 | season | gæt
august-oktober 2026 | 2026-08-01 | 2026-10-31 | span
15. august til efterårsferien | 2026-08-15 | 2026-10-18 | span | gæt
1/9 eller 8/9 | 2026-09-01 | 2026-09-08 | span | gæt
mandag d. 22/6 kl. 10 | 2026-06-22 | 2026-06-22 | day | gæt
man d. 22. juni 2026 | 2026-06-22 | 2026-06-22 | day
"""
SPELLINGS = [tuple(cell.strip() for cell in line.split("|")) for line in TABLE.strip().splitlines()]


def reading(text, today=TODAY, tense=Tense.AHEAD):
    return read_date(text, reference=today, tense=tense)


@pytest.mark.parametrize("row", SPELLINGS, ids=lambda row: row[0])
def test_a_date_is_read_as_a_dane_means_it(row):
    text, start, end, precision, *guess = row
    found = reading(text).date
    assert found is not None
    assert (str(found.start), str(found.end), found.precision) == (start, end, precision)
    assert (found.text, found.inferred) == (text, bool(guess))


def test_the_table_is_long_and_says_nothing_twice():
    assert len(SPELLINGS) >= 200
    assert len({row[0] for row in SPELLINGS}) == len(SPELLINGS)


@pytest.mark.parametrize(
    "text",
    [
        *("løbende", "Løbende.", "fortløbende", "snarest", "snarest muligt", "hurtigst muligt"),
        *("afventer", "afventer svar fra KL", "ikke fastlagt", "endnu ikke besluttet", "ukendt"),
        *("aftales nærmere", "når budgettet er vedtaget", "på sigt", "?", "-", "n/a", "ved behov"),
    ],
)
def test_words_that_say_there_is_no_day_are_no_mistake(text):
    assert reading(text) == Reading(text)
    assert reading(text).columns()["date_text"] == text
    assert reading(text).columns()["date_end"] is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("snart", "not a date we can read"),
        ("en dag", "not a date we can read"),
        ("31. juni", "not in the calendar"),
        ("uge 54", "not in the calendar"),
        ("12.30", "not in the calendar"),
        ("tirsdag 25/6", "do not fit"),
        ("29. - 8. september 2026", "ends before"),
        ("1. september og frem", "not a date we can read"),
        ("juni 2026 " * 40, "not a date we can read"),
    ],
)
def test_what_cannot_be_read_is_kept_as_words_with_the_reason(text, why):
    found = reading(text)
    assert found.date is None
    assert why in found.problem.message
    assert found.columns() == {
        "date_text": text.strip(),
        "date_start": None,
        "date_end": None,
        "precision": None,
        "date_inferred": 0,
    }


@pytest.mark.parametrize(
    ("text", "tense", "today", "start"),
    [
        ("efter jul", Tense.AHEAD, "2026-06-15", "2026-12-27"),
        ("efter jul", Tense.BEHIND, "2026-06-15", "2025-12-27"),
        ("efter jul", Tense.NEAR, "2026-06-15", "2025-12-27"),
        ("maj", Tense.BEHIND, "2026-06-15", "2026-05-01"),
        ("maj", Tense.AHEAD, "2026-06-15", "2027-05-01"),
        ("maj", Tense.BEHIND, "2026-05-01", "2026-05-01"),
        ("maj", Tense.AHEAD, "2026-05-31", "2026-05-01"),
        ("12. juni", Tense.BEHIND, "2026-06-15", "2026-06-12"),
        ("18. juni", Tense.BEHIND, "2026-06-15", "2025-06-18"),
        ("fredag", Tense.BEHIND, "2026-06-15", "2026-06-12"),
        ("den 20.", Tense.BEHIND, "2026-06-15", "2026-05-20"),
        ("midt på måneden", Tense.AHEAD, "2026-06-25", "2026-07-11"),
        ("siden maj", Tense.AHEAD, "2026-06-15", "2026-05-01"),  # the words say it themselves
        ("senest 1. maj", Tense.BEHIND, "2026-06-15", "2027-05-01"),
        ("29. februar", Tense.AHEAD, "2026-06-15", "2028-02-29"),
        ("uge 53", Tense.BEHIND, "2026-06-15", "2020-12-28"),
    ],
)
def test_a_year_that_is_not_said_is_the_coming_or_the_latest(text, tense, today, start):
    found = reading(text, date.fromisoformat(today), tense).date
    assert (str(found.start), found.inferred) == (start, True)


# What a hostile text is made of: real pieces in senseless order.
WORDS = sorted({word for row in SPELLINGS for word in row[0].split()} | {"99", "0", "\u0130", "("})
ANY_TEXT = st.one_of(
    st.text(),
    st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=8).map("".join),
    st.lists(st.sampled_from([row[0] for row in SPELLINGS]), max_size=3).map(" - ".join),
)
ANY_DAY = st.dates(date(1910, 1, 1), date(2089, 12, 31))


@given(ANY_TEXT, st.dates(), st.sampled_from(Tense))
def test_any_text_is_read_or_kept_and_never_stops_anybody(text, today, tense):
    found = reading(text, today, tense)
    assert found.text == text.strip()
    assert found.date is None or found.date.start <= found.date.end
    assert found.columns()["date_text"] == found.text


@given(st.sampled_from([row[0] for row in SPELLINGS]), ANY_DAY, st.sampled_from(Tense))
def test_what_is_said_of_a_reading_reads_back_to_the_same(text, today, tense):
    found = reading(text, today, tense).date
    if found is None:  # "torsdag den 25. juni" is no Thursday in most years
        return
    said = understood.span(found.start, found.end)
    again = parse_date(said)
    assert (again.start, again.end, again.inferred) == (found.start, found.end, False)


@given(st.sampled_from([row[0] for row in SPELLINGS]), ANY_DAY)
def test_a_guess_ahead_is_never_over(text, today):
    ahead = reading(text, today).date
    assert ahead is None or not ahead.inferred or ahead.end >= today


def test_shorthand_is_no_date_in_running_text():
    for text in ("Se u23 og T1 2026", "1Q26", "næste uge", "i år", "fredag", "3.6", "03-06"):
        assert [one.text for one in find_dates(text, TODAY) if one.text != "2026"] == []
