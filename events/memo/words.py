"""What organisers write in Finnish, Swedish and English, as `fold` leaves it: no capitals, no dots over letters.

Longer words stand before the shorter ones that they begin with wherever a pattern is made of them.
"""

import re

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "tammikuuta tammikuu januari january jan",
            "helmikuuta helmikuu februari february feb",
            "maaliskuuta maaliskuu mars march mar",
            "huhtikuuta huhtikuu april apr",
            "toukokuuta toukokuu maj may",
            "kesakuuta kesakuu juni june jun",
            "heinakuuta heinakuu juli july jul",
            "elokuuta elokuu augusti august aug",
            "syyskuuta syyskuu september sept sep",
            "lokakuuta lokakuu oktober october okt oct",
            "marraskuuta marraskuu november nov",
            "joulukuuta joulukuu december dec",
        ),
        1,
    )
    for name in names.split()
}

WEEKDAYS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "maanantaina maanantai mandag mandagen monday ma man mon",
            "tiistaina tiistai tisdag tisdagen tuesday ti tis tue tues",
            "keskiviikkona keskiviikko onsdag onsdagen wednesday ke ons wed",
            "torstaina torstai torsdag torsdagen thursday to tors tor thu thurs",
            "perjantaina perjantai fredag fredagen friday pe fre fri",
            "lauantaina lauantai lordag lordagen saturday la lor sat",
            "sunnuntaina sunnuntai sondag sondagen sunday su son sun",
        )
    )
    for name in names.split()
}

HEADINGS: dict[str, frozenset[str]] = {
    part: frozenset(names.split(", "))
    for part, names in {
        "date": "paiva, paivamaara, pvm, ajankohta, datum, dag, date, day",
        "city": "paikkakunta, kaupunki, kunta, ort, orten, stad, kommun, city, town, municipality",
        "venue": "paikka, tila, pitopaikka, tapahtumapaikka, lokal, plats, motesplats, venue, place, location",
        "languages": "kieli, kielet, sprak, spraken, language, languages",
        "timezone": "aikavyohyke, tidszon, time zone, timezone",
    }.items()
}

LANGUAGES: dict[str, str] = {
    word: code
    for code, words in {
        "fi": "fi suomi suomeksi suomenkielinen suomenkielisena finska finsksprakigt finsksprakig finnish",
        "sv": "sv ruotsi ruotsiksi ruotsinkielinen ruotsinkielisena svenska svensksprakigt svensksprakig swedish",
        "en": "en englanti englanniksi englanninkielinen englanninkielisena engelska engelsksprakigt english",
    }.items()
    for word in words.split()
}
BILINGUAL = frozenset(
    {
        "kaksikielinen",
        "kaksikielisena",
        "molemmilla kielilla",
        "tvasprakigt",
        "tvasprakig",
        "pa bada spraken",
        "bilingual",
        "in both languages",
    }
)
BETWEEN_LANGUAGES = frozenset({"ja", "och", "and", "seka", "samt", "pa", "in"})
ORDER = ("fi", "sv", "en")
LAST_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]][\s.,;]*$")
"""A remark behind everything else; its words are the first group."""
BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
"""A remark anywhere."""

INVITED = re.compile(
    r"kutsuvie|kutsutu|kutsusta|kutsutilaisuus|inbjud(?:na|en|ne|an)|inviterad|\binvited|invitation"
)
OPEN = re.compile(r"\bavoin\b|\bavoinna\b|\boppet\b|\boppen\b|\bopen\b")
WEB = re.compile(
    r"webb?sand|webb?cast|webb?inar|webinaar|webb?mote|verkkolahety|verkossa|verkkokokous|verkkotilaisuus"
    r"|etana|etayhtey|striim|stream|stromm|stromning|direktsand|pa webben|pa natet|pa distans|distansmote|\bonline\b|remote"
    r"|\bskype|\bteams\b|\bzoom\b|hybrid|virtuell|virtuaali"
)
MEETS_ONLINE = re.compile(
    r"webinaar|webb?inar|\bskype|\bteams\b|\bzoom\b|verkkokokous|verkkotilaisuus|etakokous|webb?mote|distansmote"
    r"|online meeting"
)
ALSO = re.compile(r"\bmyos\b|\baven\b|\bocksa\b|\balso\b|hybrid|\beller\b|\btai\b|\bor\b")
BESIDES = re.compile(
    r"\bvoi\b|voidaan|mahdolli|seurattavissa|\bkan\b|mojlig|\bcan be\b|\bmay be\b|\bpossible|\bavailable"
    r"|striimataan|stromma|direktsands|(?:is|will be) streamed"
)
"""The web is offered, or the room is shown on it: a way besides the room, unless it is the ONLY one."""
ONLY = re.compile(r"\bvain\b|ainoastaan|\benbart\b|\bendast\b|\bbara\b|\bonly\b")
ON_SITE = re.compile(r"paikan paalla|pa plats|on site|in person")

NOWHERE = frozenset(
    {
        *(
            "verkossa",
            "verkkokokous",
            "verkkotilaisuus",
            "verkkolahetys",
            "etana",
            "etakokous",
            "etayhteydella",
        ),
        *("webinaari", "webinaarina", "pa webben", "webben", "pa natet", "natet", "webbmote", "webbsandning"),
        *("webbinarium", "webbinar", "pa distans", "distans", "distansmote", "online", "on the web", "web"),
        *("webcast", "webinar", "remote", "remotely", "teams", "microsoft teams", "skype", "zoom"),
    }
)
"""What stands where a city or a venue would, of a stop that is held on the web alone."""
ON_THE_WEB = {"fi": "verkossa", "sv": "på webben", "en": "online"}

PROGRAMME_HEADINGS = frozenset(
    {
        "ohjelma",
        "paivan ohjelma",
        "paivaohjelma",
        "program",
        "dagsprogram",
        "dagens program",
        "programme",
        "agenda",
        "day programme",
        "programme of the day",
    }
)

ZONES: dict[str, str] = {
    city: zone
    for zone, cities in {
        "Europe/Stockholm": "tukholma, goteborg, malmo, umea, uumaja, lulea, luulaja, haparanda, haaparanta, uppsala",
        "Europe/Copenhagen": "kobenhavn, kopenhamn, koopenhamina",
        "Europe/Oslo": "tromso, tromssa, bergen, trondheim",
        "Europe/Tallinn": "tallinna, tartu, tartto",
        "Europe/Riga": "riika",
        "Europe/Vilnius": "vilna",
        "Atlantic/Reykjavik": "reykjavik",
        "Europe/Brussels": "bryssel, bruxelles",
        "Europe/Berlin": "berliini",
        "Europe/London": "lontoo",
        "Europe/Paris": "pariisi, strasbourg",
    }.items()
    for city in cities.split(", ")
}
COUNTRIES: dict[str, str] = {
    "Europe/Helsinki": "FI",
    "Europe/Mariehamn": "FI",
    "Europe/Stockholm": "SE",
    "Europe/Copenhagen": "DK",
    "Europe/Oslo": "NO",
    "Europe/Tallinn": "EE",
    "Europe/Riga": "LV",
    "Europe/Vilnius": "LT",
    "Atlantic/Reykjavik": "IS",
}
"""The country by whose holidays a place lives, as far as we know; elsewhere only Sundays are known."""
