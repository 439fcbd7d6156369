"""The months in the languages that teams write, without accents."""

from __future__ import annotations

import re

from settled.model.status_words import without_accents

_ENGLISH = (
    "jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?", "aug(?:ust)?",
    "sep(?:t(?:ember)?)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?",
)  # fmt: skip
_OTHER_LANGUAGES = (
    # Spanish, Portuguese, Italian, French
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ene feb mar abr may jun jul ago sept oct nov dic",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "jan fev mar abr mai jun jul ago set out nov dez",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "janv févr mars avr mai juin juil août sept oct nov déc",
    # German, Dutch, Danish and Norwegian, Swedish
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jänner feb mrz apr mai jun jul aug sept okt nov dez",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "januar februar marts april maj juni juli august september oktober november december",
    "januar februar mars april mai juni juli august september oktober november desember",
    "januari februari mars april maj juni juli augusti september oktober november december",
    # Polish, Czech, Finnish, Turkish
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "ledna února března dubna května června července srpna září října listopadu prosince",
    "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta"
    " marraskuuta joulukuuta",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    # Russian, Ukrainian
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
)
MONTHS: dict[str, int] = {
    without_accents(name): number for names in _OTHER_LANGUAGES for number, name in enumerate(names.split(), 1)
}
"""The number of each month by its name in another language than English."""
_LONGEST_FIRST = sorted(MONTHS, key=len, reverse=True)
MONTH = "|".join([*_ENGLISH, *map(re.escape, _LONGEST_FIRST)])
"""A month as a pattern, in lower case and without accents."""
_MONTHS_IN_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def month_called(name: str) -> int:
    """The number of the month called `name`, in lower case and without accents; KeyError where there is none."""
    known = MONTHS.get(name)
    return known if known is not None else _MONTHS_IN_ENGLISH.index(name[:3]) + 1
