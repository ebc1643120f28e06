from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

from tests.articles.writing import DAY, PARAGRAPHS, TITLE, only_article, only_refusal, page

BODY = "\n\n".join(PARAGRAPHS)


def mail(subject: str = TITLE, sender: str = '"Agence Exemple, Été" <desk@news.example.org>') -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = sender
    message["Date"] = "Fri, 10 Mar 2023 23:30:00 +0300"
    return message


def saved(folder: Path, message: EmailMessage) -> Path:
    file = folder / "alert.eml"
    file.write_bytes(message.as_bytes())
    return file


def test_subject_day_and_sender_are_title_publication_and_publisher(tmp_path: Path) -> None:
    message = mail()
    message.set_content(BODY, cte="base64")
    article = only_article(saved(tmp_path, message)).article
    assert (article.title, article.published, article.publisher) == (TITLE, DAY, "Agence Exemple, Été")
    assert article.text == BODY


def test_a_sender_without_a_name_is_its_domain(tmp_path: Path) -> None:
    message = mail(sender="desk@news.example.org")
    message.set_content(BODY)
    assert only_article(saved(tmp_path, message)).article.publisher == "news.example.org"


def test_html_is_read_where_the_plain_part_says_nothing(tmp_path: Path) -> None:
    message = mail()
    message.set_content("Your programme cannot show this.")
    message.add_alternative(page(), subtype="html")
    article = only_article(saved(tmp_path, message)).article
    assert article.text == BODY
    assert article.publisher.startswith("Agence")


def test_attachments_are_named_and_not_read(tmp_path: Path) -> None:
    message = mail()
    message.set_content(BODY)
    message.add_attachment(b"MZ\x90", maintype="application", subtype="octet-stream", filename="run.exe")
    message.add_attachment(page().encode(), maintype="text", subtype="html", filename="page.html")
    found = only_article(saved(tmp_path, message))
    assert found.notes == ("attachment 'run.exe' not read", "attachment 'page.html' not read")
    assert found.article.text == BODY


def test_a_forwarded_mail_gives_neither_day_nor_publisher(tmp_path: Path) -> None:
    message = mail(subject=f"Fwd: {TITLE}")
    message.set_content(BODY)
    article = only_article(saved(tmp_path, message)).article
    assert (article.title, article.published, article.publisher) == (TITLE, None, "")


def test_a_file_that_is_no_mail_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(b"\n\njust words")
    assert "no mail" in only_refusal(tmp_path / "a.eml").reason
