"""What each run of the stack needs and is the same every time: collected files, the demo company, a certificate.

Files and database are kept under `var/cache/`, by a digest of what they are made of, so that only the first stack of a
day waits for them.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from infra.dev_postgres import find_programs

ROOT = Path(__file__).resolve().parent.parent.parent
CACHE = ROOT / "var" / "cache"
APPS = ["azionelab", "home", "shows", "bookings", "checkins"]
PACKAGES = [ROOT / "requirements.lock"]
# infra/docker/Dockerfile takes them out of the widget, and leaves those of others.
NOT_IN_THE_IMAGE = ["--ignore=it/*.map", "--ignore=en/*.map", "--ignore=browser-stats.json"]


def manage(environment: Mapping[str, str], *arguments: str) -> str:
    """Runs one command of manage.py to its end; what it said. Its errors go where ours go."""
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=dict(environment), check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def collect_static(environment: Mapping[str, str], target: Path) -> None:
    """The files of `collectstatic` as production has them, in `target`."""
    sources = [*_below("static"), *_files([ROOT / "frontend" / "dist"])]

    def make(folder: Path) -> None:
        elsewhere = {**environment, "AZIONELAB_VAR": str(folder)}
        manage(elsewhere, "collectstatic", "--no-input", "--verbosity=0", *NOT_IN_THE_IMAGE)

    kept = _kept("static", [*sources, ROOT / "home" / "stylesheets.py", *PACKAGES], make)
    shutil.copytree(kept / "static", target, dirs_exist_ok=True, copy_function=_link)


def load_demo(environment: Mapping[str, str], media: Path) -> None:
    """The demo company of today in the empty database of the environment, and its pictures in `media`."""
    sources = [path for app in APPS for path in _files([ROOT / app]) if "tests" not in path.parts]
    url = environment["DATABASE_URL"]

    def make(folder: Path) -> None:
        # It refuses to load with the settings of production, because its passwords are public.
        development = {
            **environment,
            "DJANGO_SETTINGS_MODULE": "tests.production.seeding_settings",
            "AZIONELAB_VAR": str(folder),
        }
        manage(development, "migrate", "--verbosity=0")
        manage(development, "seed_demo")
        _postgres("pg_dump", "--format=custom", "--no-owner", f"--file={folder / 'database'}", _plain(url))
        made_here.append(folder)

    made_here: list[Path] = []
    today = datetime.now(tz=UTC).date().isoformat()
    kept = _kept(f"demo-{today}", [*sources, *PACKAGES], make)
    if not made_here:
        _postgres("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={_plain(url)}", str(kept / "database"))
    shutil.copytree(kept / "media", media, dirs_exist_ok=True)


def make_certificate(folder: Path, name: str = "localhost") -> Path:
    """A certificate by an authority of our own, as certbot would leave it; gives back what is to be trusted."""
    folder.mkdir(parents=True, exist_ok=True)
    authority_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    authority_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "AzioneLab test authority")])
    names = [x509.DNSName(name), x509.IPAddress(ip_address("127.0.0.1"))]
    authority = (
        _certificate(authority_name, authority_name, authority_key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .sign(authority_key, hashes.SHA256())
    )
    server = (
        _certificate(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]), authority_name, key.public_key())
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .sign(authority_key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "fullchain.pem").write_bytes(server.public_bytes(pem))
    (folder / "privkey.pem").write_bytes(key.private_bytes(pem, *plain))
    (folder / "authority.pem").write_bytes(authority.public_bytes(pem))
    return folder / "authority.pem"


def _certificate(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
    now = datetime.now(tz=UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=7))
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    others = dict.fromkeys(
        ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "encipher_only"), False
    )
    return x509.KeyUsage(
        digital_signature=True,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        decipher_only=False,
        **others,
    )


# -- what is kept ---------------------------------------------------------------------------------------------------


def _kept(name: str, sources: Iterable[Path], make: Callable[[Path], None]) -> Path:
    """The folder that `make` has filled for just these sources, now or in an earlier run."""
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(sources):
        digest.update(str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path).encode())
        digest.update(path.read_bytes())
    folder = CACHE / f"{name}-{digest.hexdigest()}"
    if not folder.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        for older in CACHE.glob(f"{name.partition('-')[0]}-*"):
            shutil.rmtree(older, ignore_errors=True)
        unfinished = Path(tempfile.mkdtemp(dir=CACHE, prefix=f"unfinished-{name}-"))
        try:
            make(unfinished)
            unfinished.rename(folder)  # whole or not at all, also when two runs make it
        except OSError:
            shutil.rmtree(unfinished, ignore_errors=True)
            if not folder.exists():
                raise
    return folder


def _below(name: str) -> list[Path]:
    return [path for app in APPS for folder in (ROOT / app).rglob(name) if folder.is_dir() for path in _files([folder])]


def _files(folders: Iterable[Path]) -> list[Path]:
    return [
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".mo"
    ]


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _plain(url: str) -> str:
    """As PostgreSQL's own programs read it."""
    return url.replace("postgres://", "postgresql://", 1)


def _postgres(program: str, *arguments: str) -> None:
    subprocess.run([find_programs() / program, *arguments], check=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as pictures:
        load_demo(os.environ, Path(pictures))
