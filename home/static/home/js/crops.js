// Shows in the form of a picture how each shape crops it around the focal point, by the rule of Wagtail's `fill`.

const section = document.querySelector(".crops");
const whole = { width: Number(section.dataset.width), height: Number(section.dataset.height) };

function focalPoint() {
    const [x, y, width, height] = ["x", "y", "width", "height"].map(
        (name) => document.querySelector(`input.focal_point_${name}`).value,
    );
    if (x === "") return { x: whole.width / 2, y: whole.height / 2, width: 0, height: 0 };
    return { x: Number(x), y: Number(y), width: Number(width), height: Number(height) };
}

// Where a crop begins along one side, as a share of what is cut off there.
function position(length, crop, point, extent) {
    const spare = length - crop;
    if (spare <= 0) return 50;
    let start = point - (point / length - 0.5) * crop - crop / 2;
    start = Math.max(Math.min(start, point - extent / 2), point + extent / 2 - crop);
    return (100 * Math.min(Math.max(start, 0), spare)) / spare;
}

function draw() {
    const point = focalPoint();
    for (const picture of section.querySelectorAll("[data-crop]")) {
        const [across, down] = picture.dataset.crop.split(":").map(Number);
        const width = Math.min(whole.width, (whole.height * across) / down);
        const x = position(whole.width, width, point.x, point.width);
        const y = position(whole.height, (width * down) / across, point.y, point.height);
        picture.style.aspectRatio = `${across} / ${down}`;
        picture.style.objectPosition = `${x}% ${y}%`;
    }
}

// The chooser of the focal point writes into its hidden fields without an event of its own.
for (const kind of ["pointerup", "keyup", "click"]) document.addEventListener(kind, () => setTimeout(draw, 50));
draw();
