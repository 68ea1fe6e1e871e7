"""Keys to the API on Opsætning: only for administrators, shown once, revoked."""

from builders import a_user, as_user

from portfolio.usecases.api import tokens


def test_only_administrators_see_them(seeded_db, app, signed_in):
    for role, sees in (("administrator", True), ("secretary", False), ("reader", False)):
        signed_in(a_user(seeded_db, role))
        assert ("Nøgler til API'et" in [one.value for one in app("settings").header]) is sees


def test_a_key_is_made_and_shown_once(seeded_db, app, signed_in):
    signed_in(a_user(seeded_db, "administrator"))
    page = app("settings")
    page.text_input(key="api_key_name").set_value("Ledelsens overblik")
    next(one for one in page.button if one.label == "Lav en nøgle").click()
    page.run()
    (token,) = [one.value for one in page.code]
    assert tokens.key_of(token) is not None
    assert any("Ledelsens overblik" in one.value for one in page.markdown)
    page.run()
    assert token not in str(page.main)


def test_a_key_needs_a_name(seeded_db, app, signed_in):
    signed_in(a_user(seeded_db, "administrator"))
    page = app("settings")
    next(one for one in page.button if one.label == "Lav en nøgle").click()
    page.run()
    assert "hvad nøglen skal bruges til" in page.error[0].value


def test_a_key_is_revoked(seeded_db, app, signed_in):
    user = a_user(seeded_db, "administrator")
    token = tokens.make(as_user(user), "Gammelt program")
    signed_in(user)
    page = app("settings")
    label = "Træk nøglen til Gammelt program tilbage"
    next(one for one in page.button if one.label == label).click()
    page.run()
    assert tokens.key_of(token) is None
    assert not any("Gammelt program" in one.value for one in page.markdown)
