"""When a page is visited again."""

import datetime as dt

from crawler.revisits import next_visit, next_visit_of_gone

NOW = dt.datetime(2026, 3, 7, tzinfo=dt.UTC)


def waits(unchanged: int, changed: bool = False) -> dt.timedelta:
    return next_visit(NOW, unchanged=unchanged, changed=changed, chance=0.5) - NOW


def test_an_article_is_visited_after_an_hour_a_day_a_week_and_a_month():
    assert [waits(n) for n in range(4)] == [
        dt.timedelta(hours=1),
        dt.timedelta(days=1),
        dt.timedelta(days=7),
        dt.timedelta(days=30),
    ]


def test_an_old_article_is_sampled_about_once_a_year():
    assert dt.timedelta(days=180) < waits(9) < dt.timedelta(days=550)


def test_a_changed_article_is_looked_at_again_the_next_day():
    assert waits(5, changed=True) == dt.timedelta(days=1)


def test_a_page_that_is_gone_is_looked_for_again():
    assert next_visit_of_gone(NOW) > NOW
