"""What a reader calls things: the program's nouns, each with the forms it takes in a sentence.

The catalogue is written with the program's own words (``nouns.OURS``). Whoever says "indsats" where
it says "forslag" gets every sentence with that word put in, and with what agrees with it made to
agree (``danish``, ``english``). What people have written is filled in afterwards and is never
touched.
"""
