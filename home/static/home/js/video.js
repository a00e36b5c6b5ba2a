// Plays a video of another host in the page, after a click and not before. Without this script the link leads there.

for (const stage of document.querySelectorAll("[data-player]")) {
    const link = stage.querySelector(".video__play");
    const button = document.createElement("button"); // it no longer leads to another page
    button.type = "button";
    button.className = link.className;
    button.append(...link.childNodes);
    button.addEventListener("click", () => play(stage));
    link.replaceWith(button);
}

function play(stage) {
    const player = document.createElement("iframe");
    player.title = stage.dataset.title;
    player.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    // The players refuse to work for a page that does not name its site; the page itself stays unnamed.
    player.referrerPolicy = "strict-origin-when-cross-origin";
    player.src = stage.dataset.player;
    stage.replaceChildren(player);
    player.focus();
}
