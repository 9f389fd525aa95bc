"""/readyz, and what the site does when its catalog goes away under it: the real file is damaged."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from archive.catalog import Catalog
from archive.home import Home
from index.intake import analyse_stale, index_pending
from tests.web.holdings import documents, fill
from web import create_app


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Home.open(tmp_path_factory.mktemp("filled") / "archive")
    fill(home)
    catalog = home.catalog()
    for _step in (*analyse_stale(catalog, home.sources(), everything=True), *index_pending(home, catalog)):
        pass
    catalog.close()
    return home.path


@pytest.fixture
def home(filled: Path, tmp_path: Path) -> Home:
    return Home.open(shutil.copytree(filled, tmp_path / "archive"))


@pytest.fixture
def site(home: Home) -> FlaskClient:
    return create_app(home, metrics=True).test_client()


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def deleted(file: Path) -> None:
    file.unlink()


def without_a_document(file: Path) -> None:
    file.unlink()
    Catalog(f"sqlite:///{file}").close()


def overwritten(file: Path) -> None:
    file.write_bytes(b"rot" * 40_000)


DAMAGES = (emptied, deleted, without_a_document, overwritten)


def catalog_of(home: Home) -> Path:
    assert home.catalog_file is not None
    return home.catalog_file


def test_a_whole_home_is_ready(site: FlaskClient):
    response = site.get("/readyz")
    assert response.status_code == 200
    assert response.text == f"ready: {len(list(documents()))} documents\n"


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_catalog_that_goes_away_while_the_site_is_up_makes_it_not_ready(
    home: Home, site: FlaskClient, damage: Callable[[Path], None]
):
    assert site.get("/readyz").status_code == 200
    assert site.get("/tim-kiem?q=xa").status_code == 200
    damage(catalog_of(home))
    response = site.get("/readyz")
    assert response.status_code == 503
    assert response.text.startswith("not ready: ")
    assert site.get("/healthz").status_code == 200


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_catalog_that_was_gone_before_the_site_began_makes_it_not_ready(
    home: Home, site: FlaskClient, damage: Callable[[Path], None]
):
    damage(catalog_of(home))
    assert site.get("/readyz").status_code == 503


@pytest.mark.parametrize("damage", [emptied, deleted])
def test_a_site_without_its_catalog_says_so_and_makes_no_other(
    home: Home, site: FlaskClient, damage: Callable[[Path], None]
):
    damage(catalog_of(home))
    for address in ("/", "/tim-kiem?q=xa", "/api/v1/search", "/api/v1/sources", "/metrics", "/readyz"):
        response = site.get(address)
        assert response.status_code in (200, 503)
    assert site.get("/tim-kiem?q=xa").status_code == 503
    assert "rebuild" in site.get("/api/v1/search").get_json()["hint"]
    assert not catalog_of(home).exists() or not catalog_of(home).stat().st_size


def test_readers_are_told_what_to_run_and_no_place_of_the_machine(home: Home, site: FlaskClient):
    deleted(catalog_of(home))
    for address in ("/tim-kiem?q=xa", "/bai/khong-co", "/api/v1/search"):
        told = site.get(address).text
        assert "baoluu rebuild" in told
        assert str(home.path) not in told


def test_the_site_takes_up_a_catalog_put_in_its_place(home: Home, site: FlaskClient):
    assert site.get("/tim-kiem?q=xa").status_code == 200
    file = catalog_of(home)
    kept = shutil.copy(file, file.with_name("kept.db"))
    deleted(file)
    assert site.get("/readyz").status_code == 503
    Path(kept).rename(file)
    assert site.get("/readyz").status_code == 200
    assert "Mường Khoa" in site.get("/tim-kiem?q=muong+khoa").text
