"""What organisers write above their columns and in them, in Finnish, Swedish and English, as `fold` leaves it."""

HEADINGS: dict[str, frozenset[str]] = {
    part: frozenset(names.split(", "))
    for part, names in {
        "name": "nimi, koko nimi, kutsuttu, henkilo, kutsuttavan nimi, namn, inbjuden, person, hela namnet, "
        "name, full name, invited, invitee",
        "first": "etunimi, etunimet, kutsumanimi, fornamn, tilltalsnamn, first name, given name, firstname",
        "last": "sukunimi, efternamn, slaktnamn, last name, family name, surname, lastname",
        "email": "sahkoposti, sahkopostiosoite, s-posti, sposti, e-post, epost, e-postadress, epostadress, "
        "e-mail, email, mail, e-mail address, email address, meili",
        "organisation": "organisaatio, taho, tyopaikka, virasto, yhteiso, tyonantaja, organisation, "
        "arbetsplats, myndighet, arbetsgivare, organization, employer, workplace",
        "job_title": "tehtava, tehtavanimike, nimike, virkanimike, titteli, asema, uppgift, befattning, titel, "
        "tjanst, job title, title, position",
        "language": "kieli, asiointikieli, kirjeiden kieli, aidinkieli, sprak, kontaktsprak, modersmal, "
        "brevens sprak, language, language of the letters",
        "reader_email": "kirjeet osoitteeseen, kirjeet, viestit osoitteeseen, meddelanden till, sihteerin sahkoposti, "
        "sihteerin osoite, brev till, "
        "breven till, sekreterarens e-post, sekreterarens e-postadress, sekreterarens adress, letters to, "
        "letters go to, secretary's e-mail, secretary's email, secretary's address, secretary e-mail, "
        "secretary email",
        "reader_name": "sihteeri, sihteerin nimi, sekreterare, sekreterarens namn, secretary, secretary's name",
        "role": "rooli, roll, role",
    }.items()
}

ROLES: dict[str, str] = {
    word: role
    for role, words in {
        "participant": "participant, osallistuja, deltagare",
        "speaker": "speaker, puhuja, esiintyja, alustaja, luennoitsija, talare, forelasare, foredragshallare",
        "youth": "youth, youth representative, nuori, nuoriso, nuorisoedustaja, nuorten edustaja, ung, ungdom, "
        "ungdomsrepresentant",
        "press": "press, media, journalist, lehdisto, toimittaja, pressen, redaktor",
        "staff": "staff, henkilokunta, jarjestaja, personal, arrangor",
    }.items()
    for word in words.split(", ")
}

PATTERNS = frozenset(
    {
        *("etunimi.sukunimi", "etunimi_sukunimi", "fornamn.efternamn", "fornamn_efternamn"),
        *("firstname.lastname", "first.last", "forename.surname", "first.lastname"),
    }
)
"""What stands before the @ of an address that nobody has: it tells how addresses are made there."""
