"""Scraps of text that rules may stumble over, to be driven into articles."""

MARKS = """“ ” " ‘ ’ ' ( ) [ — - : … ... . ? , • * =1 0.5 % $ & | > <b> &amp; © @ana İ ß ﬁ \r\n"""
CONTROLS = "\n\t\x0c\x07\u200b\u200d\u2028\u0301\xa0\u3000\ufffd👩"
WORDS = """said told accused of that not called denied according+to she+said was+quoted+as+saying NATO U.S. Mr. Ana+Ruiz
    the+minister Iran By Photo: Share Advertisement Monday 12+May+2020 A a I we will he"""
PHRASES = [word.replace("+", " ") for word in WORDS.split()]
SPLINTERS = [*MARKS.split(" "), "\n\n", *CONTROLS, *PHRASES, *(f" {phrase} " for phrase in PHRASES)]
