// Opens the pictures of a gallery in its dialog. Without this script each of them is a link to the large picture.

const SWIPE = 48; // pixels; less is a tap

class Lightbox {
    constructor(gallery) {
        this.links = [...gallery.querySelectorAll("[data-picture]")];
        this.dialog = gallery.querySelector("dialog");
        this.words = this.dialog.querySelector("[role=status]");
        this.picture = document.createElement("img");
        this.picture.className = "lightbox__picture";
        this.words.before(this.picture);
        this.links.forEach((link, number) => link.addEventListener("click", (event) => this.open(event, number)));
        this.dialog.addEventListener("click", (event) => this.follow(event.target));
        this.dialog.addEventListener("keydown", (event) => this.press(event));
        this.dialog.addEventListener("close", () => this.links[this.number].focus());
        this.dialog.addEventListener("touchstart", (event) => (this.start = touched(event)), { passive: true });
        this.dialog.addEventListener("touchend", (event) => this.swipe(touched(event)), { passive: true });
    }

    open(event, number) {
        // A new tab or a download stays what the visitor asked for.
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        this.dialog.showModal();
        this.show(number);
    }

    show(number) {
        this.number = (number + this.links.length) % this.links.length;
        const link = this.links[this.number];
        const caption = link.closest("figure").querySelector("figcaption")?.innerText ?? "";
        this.picture.removeAttribute("src"); // not the picture before, while this one is on its way
        Object.assign(this.picture, { width: link.dataset.width, height: link.dataset.height, alt: link.dataset.alt });
        this.picture.src = link.getAttribute("href");
        this.words.textContent = this.links.length > 1 ? [link.dataset.place, caption].join("\n") : caption;
    }

    step(by) {
        if (this.links.length > 1) this.show(this.number + by);
    }

    follow(target) {
        if ("step" in target.dataset) this.step(Number(target.dataset.step));
        else if ("close" in target.dataset || target === this.dialog) this.dialog.close();
    }

    press(event) {
        const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (!by) return;
        event.preventDefault();
        this.step(by);
    }

    swipe(end) {
        const isZoomed = window.visualViewport?.scale > 1;
        const way = end.x - this.start.x;
        if (!isZoomed && Math.abs(way) > SWIPE && Math.abs(way) > 2 * Math.abs(end.y - this.start.y)) {
            this.step(way < 0 ? 1 : -1);
        }
    }
}

function touched(event) {
    const { clientX, clientY } = event.changedTouches[0];
    return { x: clientX, y: clientY };
}

document.querySelectorAll("[data-gallery]").forEach((gallery) => new Lightbox(gallery));
