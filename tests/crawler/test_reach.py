"""No request reaches a private address, however it is written or looked up."""

import pytest

from crawler.net import AddressRefused, Fetcher, FetchFailed, Reach
from tests.crawler.loopback import page, serving


def public(*addresses: str) -> Reach:
    return Reach(resolver=lambda host, port: list(addresses))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0177.0.0.1",
        "0x7f000001",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:10.0.0.1]",
        "localhost",
        "0.0.0.0",
        "0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "[fe80::1]",
        "[fc00::1]",
        "[ff02::1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[64:ff9b:1::a00:1]",
        "[fec0::1]",
        "[3fff::1]",
        "[2a00::5efe:a00:1]",
        "[2a00::200:5efe:7f00:1]",
        "①②⑦.⓪.⓪.①",
        "127。0。0。1",
        "8.8.8.8\\@127.0.0.1",
    ],
)
def test_a_private_address_is_refused_in_every_spelling(host):
    with pytest.raises(AddressRefused):
        Reach().addresses(f"http://{host}/")


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.5", "169.254.169.254", "::1", "fd00::1"])
def test_a_public_name_that_points_inside_is_refused(address):
    with pytest.raises(AddressRefused):
        public(address).addresses("http://bao.example.vn/")


def test_one_private_address_among_public_ones_is_enough_to_refuse():
    with pytest.raises(AddressRefused):
        public("203.162.1.1", "192.168.0.1").addresses("http://bao.example.vn/")


def test_public_addresses_are_handed_back_for_connecting():
    assert public("203.162.1.1", "2001:dc8::1").addresses("https://bao.example.vn/") == [
        "203.162.1.1",
        "2001:dc8::1",
    ]


@pytest.mark.parametrize(
    "url",
    [
        "ftp://bao.example.vn/",
        "file:///etc/passwd",
        "http://bao.example.vn:22/",
        "http://x:99999/",
        "http:///a",
    ],
)
def test_other_schemes_and_ports_are_refused(url):
    with pytest.raises(AddressRefused):
        public("203.162.1.1").addresses(url)


def test_a_source_opens_private_hosts_by_name_only():
    reach = Reach.of_source(["127.0.0.1"], ["http://127.0.0.1:8000/"], allow_private=True)
    assert reach.addresses("http://127.0.0.1:8000/") == ["127.0.0.1"]
    with pytest.raises(AddressRefused):
        reach.addresses("http://127.0.0.2:8000/")
    with pytest.raises(AddressRefused):
        reach.addresses("http://169.254.169.254/")


def test_naming_private_hosts_is_not_enough_without_allow_private():
    reach = Reach.of_source(["127.0.0.1"], ["http://127.0.0.1:8000/"], allow_private=False)
    with pytest.raises(AddressRefused):
        reach.addresses("http://127.0.0.1:8000/")


def test_a_source_may_name_an_unusual_port():
    reach = Reach.of_source([], ["http://congbao.example.vn:8080/"], allow_private=False)
    opened = Reach(extra_ports=reach.extra_ports, resolver=lambda host, port: ["203.162.1.1"])
    assert opened.addresses("http://congbao.example.vn:8080/x") == ["203.162.1.1"]


def test_the_connection_goes_to_the_judged_address_and_the_name_is_not_looked_up_again():
    looked_up = []

    def resolver(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.1"]

    with serving({"/": page("đúng nơi")}) as server:
        name = f"bao.example.vn:{server.port}"
        reach = Reach(private_hosts=frozenset({name}), resolver=resolver)
        exchange = Fetcher(agent="x").get(f"http://{name}/", reach)
        assert b"Host: bao.example.vn" in server.heads[0]
    assert exchange.address == "127.0.0.1"
    assert looked_up == ["bao.example.vn"]


def test_a_refused_address_is_never_retried():
    with pytest.raises(FetchFailed) as caught:
        Fetcher(agent="x").get("http://169.254.169.254/latest/meta-data/", Reach())
    assert caught.value.reason == "address-refused"
    assert not caught.value.retry
