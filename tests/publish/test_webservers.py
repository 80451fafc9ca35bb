"""nginx and Apache serve a published folder with the lines of the guide, and choose the form that the Accept header prefers."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from civicgraph.publish import publish
from civicgraph.query import Graph
from tests.publish.servers import free_port, running

GUIDE = Path(__file__).parents[2] / "docs" / "veroeffentlichen.md"
NGINX, APACHE = shutil.which("nginx", path="/usr/sbin:/usr/bin"), shutil.which("apache2", path="/usr/sbin:/usr/bin")
MODULES = Path("/usr/lib/apache2/modules")
LOADED = ("mpm_event", "authz_core", "dir", "mime", "headers", "setenvif", "rewrite")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


def snippet(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    return str(found)


@pytest.fixture(scope="module")
def www(graph_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("www")
    with Graph.open(graph_folder) as opened:
        publish(opened, out / "rat")
    return out


def nginx(www: Path, into: Path, port: int) -> list[str]:
    of_http, of_server = snippet("nginx").replace("/srv/www", str(www)).split("# im Block server")
    (into / "nginx.conf").write_text(
        f"daemon off; pid {into}/pid; error_log {into}/error.log; worker_processes 1;\n"
        "user root;\n"
        "events {}\nhttp {\naccess_log off; map_hash_bucket_size 128;\n"
        + "".join(f"{kind}_temp_path {into}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        + f"{of_http}\nserver {{ listen 127.0.0.1:{port};\n{of_server}\n}}\n}}\n",
        "utf-8",
    )
    return [str(NGINX), "-p", str(into), "-c", str(into / "nginx.conf")]


def apache(www: Path, into: Path, port: int) -> list[str]:
    shutil.copytree(www / "rat", into / "www" / "rat")
    (into / "www" / "rat" / ".htaccess").write_text(snippet("apache"), "utf-8")
    modules = "".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so\n" for name in LOADED)
    (into / "types").write_text("text/html html\ntext/css css\napplication/json json\ntext/csv csv\n", "utf-8")
    (into / "httpd.conf").write_text(
        f"{modules}ServerRoot {into}\nServerName localhost\nListen 127.0.0.1:{port}\nPidFile {into}/pid\n"
        f"DefaultRuntimeDir {into}\nErrorLog {into}/error.log\nTypesConfig {into}/types\nDocumentRoot {into}/www\n"
        f"<Directory {into}/www>\nAllowOverride All\nRequire all granted\nOptions FollowSymLinks\n</Directory>\n",
        "utf-8",
    )
    return [str(APACHE), "-d", str(into), "-f", str(into / "httpd.conf"), "-D", "FOREGROUND"]


Get = Callable[[str, str | None], httpx.Response]


@pytest.fixture(scope="module", params=["nginx", "apache"])
def get(request: pytest.FixtureRequest, www: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Get]:
    program, command = (NGINX, nginx) if request.param == "nginx" else (APACHE, apache)
    if program is None:
        pytest.skip(f"no {request.param}: apt-get install nginx-light apache2")
    port = free_port()
    with (
        running(command(www, tmp_path_factory.mktemp(request.param), port), port),
        httpx.Client(trust_env=False, base_url=f"http://127.0.0.1:{port}") as client,
    ):
        client.headers.pop("Accept")
        yield lambda path, accept: client.get(path, headers={} if accept is None else {"Accept": accept})


@pytest.mark.tools
@pytest.mark.parametrize(
    ("accept", "form"),
    [
        (None, "text/html"),
        ("*/*", "text/html"),
        (BROWSER, "text/html"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("Text/Turtle; charset=utf-8", "text/turtle"),
        ("text/turtle, */*;q=0.1", "text/turtle"),
        ("text/turtle;q=0.5, */*;q=0.8", "text/html"),
        ("text/turtle;q=0.3, text/html;q=0.9", "text/html"),
        ("text/html;q=0.3, text/turtle;q=0.9", "text/turtle"),
        ("text/html;q=0.2, text/turtle;q=0.7, application/ld+json;q=0.8", "application/ld+json"),
        ("application/ld+json;q=0.4, text/turtle;q=0.6", "text/turtle"),
        ("text/turtle;q=0, application/ld+json;q=0.1", "application/ld+json"),
        ("text/turtle;q=0, text/html", "text/html"),
        ("text/turtle;q=1.0, text/html;q=0.9", "text/turtle"),
        ("application/rdf+xml, text/turtle;q=0.9, */*;q=0.5", "text/turtle"),
        ("text/html, text/turtle", "text/html"),
        ("image/png", "text/html"),
    ],
)
def test_the_form_that_is_preferred_comes(get: Get, accept: str | None, form: str) -> None:
    answer = get("/rat/paper/2023-0386", accept)
    assert answer.status_code == 200 and answer.headers["Content-Type"].partition(";")[0] == form
    assert "accept" in answer.headers["Vary"].lower() and answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "2023/0386" in answer.text


@pytest.mark.tools
def test_a_question_has_no_page_and_comes_as_turtle_all_the_same(get: Get) -> None:
    for accept, form in ((BROWSER, "text/turtle"), ("application/ld+json", "application/ld+json")):
        answer = get("/rat/paper/2023-0386/question/1", accept)
        assert answer.status_code == 200 and answer.headers["Content-Type"].partition(";")[0] == form


@pytest.mark.tools
@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/rat/", "text/html"),
        ("/rat/catalog.ttl", "text/turtle"),
        ("/rat/catalog.rdf", "application/rdf+xml"),
        ("/rat/catalog.jsonld", "application/ld+json"),
        ("/rat/oparl/system.json", "application/json"),
        ("/rat/tables/herne/papers.csv", "text/csv"),
        ("/rat/dumps/herne/graph.trig", "application/trig"),
        ("/rat/ns/shapes.ttl", "text/turtle"),
    ],
)
def test_files_have_the_media_type_of_the_catalogue(get: Get, path: str, form: str) -> None:
    answer = get(path, "*/*")
    assert answer.status_code == 200 and answer.headers["Content-Type"].partition(";")[0] == form


@pytest.mark.tools
def test_what_is_not_there_is_not_found_and_a_cache_keeps_forms_apart(get: Get) -> None:
    answer = get("/rat/paper/none", "text/turtle")
    assert answer.status_code == 404 and "accept" in answer.headers["Vary"].lower()
