"""What the site has beside its pages: formulas, figures, the playground, and pages made of other files."""

import re
import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(Path(__file__).parent))

from javascript import CONTAINER_HEAD, reference
from mathml import to_mathml
import figures
import stubs

# Pages that are files of the repository: where they are on the site, and in the repository.
INCLUDED = {
    "learn/glossary.md": "docs/glossary.md",
    "guides/migrating.md": "docs/migrating.md",
    "reference/formats.md": "docs/formats.md",
    "reference/adaptive.md": "docs/adaptive.md",
    "reference/guarantees.md": "docs/guarantees.md",
    "reference/testing.md": "docs/testing.md",
    "reference/releasing.md": "docs/releasing.md",
    "reference/performance.md": "docs/performance.md",
    "reference/kernels.md": "docs/kernels.md",
    "reference/architecture.md": "docs/architecture.md",
    "reference/adding-a-model.md": "docs/adding-a-model.md",
}
# Pages of the Python reference, and the modules that they show.
MODULES = {
    "model": "stream.model",
    "stack": "stream.stack",
    "queue": "stream.queue",
    "chain": "stream.chain",
    "interleaved": "stream.interleaved",
    "adaptive": "stream.adaptive",
    "bits-back": "bits_back",
    "container": "container",
    "compressai": "compressai",
    "numcodecs": "numcodecs",
    "zarr": "zarr",
    "symbol": "symbol",
    "huffman": "symbol.huffman",
}
LINK = re.compile(r"(?<=\]\()(?!https?:|#|mailto:)([^)\s#]+)(#[^)\s]*)?(?=\))")
FIGURE = re.compile(r"^( *)\{\{ *figure: *([\w-]+) *\}\}$", re.MULTILINE)
FILE = re.compile(r"^\{\{ *file: *(\S+) *\}\}$", re.MULTILINE)
PLAY = re.compile(r"^( *)\{\{ *play: *(\S+) *\| *(.+?) *\}\}$", re.MULTILINE)


def _included(uri: str, path: str, config: MkDocsConfig) -> str:
    """A file of the repository, with links to other pages of the site or to the repository."""
    pages = {source: page for page, source in INCLUDED.items()}
    source = ROOT / path

    def link(match: re.Match[str]) -> str:
        target = (source.parent / match[1]).resolve()
        inside = target.relative_to(ROOT).as_posix() if target.is_relative_to(ROOT) else ""
        anchor = match[2] or ""
        if inside in pages:
            return f"{'../' * uri.count('/')}{pages[inside]}{anchor}"
        if inside.endswith(".svg"):
            return f"{'../' * uri.count('/')}assets/{Path(inside).name}"
        return f"{config.extra['repository']}/{'tree' if target.is_dir() else 'blob'}/main/{inside}{anchor}"

    return LINK.sub(link, source.read_text(encoding="utf-8"))


def _file(path: str) -> str:
    """A file of the repository, as it is."""
    code = (ROOT / path).read_text(encoding="utf-8").rstrip()
    return f'```{Path(path).suffix[1:]} title="{path}"\n{code}\n```'


def _python(module: str) -> str:
    return f"# `constriction.{module}`\n\n::: constriction.{module}\n"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    for uri, path in INCLUDED.items():
        files.append(File.generated(config, uri, content=_included(uri, path, config)))
    for name, module in MODULES.items():
        files.append(File.generated(config, f"reference/python/{name}.md", content=_python(module)))
    types = (ROOT / "bindings/wasm/npm/lib/api.d.ts").read_text(encoding="utf-8")
    files.append(File.generated(config, "reference/javascript.md", content=reference(types)))
    package = ROOT / "bindings/wasm/npm"
    types = "".join((package / name).read_text(encoding="utf-8") for name in ("lib/container/api.d.ts", "zarr.d.ts"))
    content = reference(types, CONTAINER_HEAD)
    files.append(File.generated(config, "reference/javascript-container.md", content=content))
    for drawing in sorted((ROOT / "docs").glob("*.svg")):
        files.append(File.generated(config, f"assets/{drawing.name}", abs_src_path=str(drawing)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    root = "../" * page.url.count("/")
    markdown = to_mathml(markdown)
    markdown = FILE.sub(lambda match: _file(match[1]), markdown)
    markdown = FIGURE.sub(lambda match: match[1] + figures.draw(match[2]), markdown)

    def play(match: re.Match[str]) -> str:
        indent, where, title = match.groups()
        address = f"{root}playground/index.html?embed#{where.replace('&', '&amp;')}"
        whole = f"{root}playground/index.html#{where.replace('&', '&amp;')}"
        return (
            f'{indent}<figure class="play"><iframe src="{address}" title="{title}" loading="lazy"></iframe>'
            f'<figcaption>{title}. <a href="{whole}">Open it in the playground</a>.</figcaption></figure>'
        )

    return PLAY.sub(play, markdown)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    config.watch.append(str(ROOT / "docs"))
    stubs.copy(ROOT / "bindings/python/python", ROOT / "target/docs/stubs")
    return config
