/* Passkeys: asks the server for a question, the browser for the answer, and goes where the server says.

Without a browser that knows passkeys at this address, what is about them stays hidden. */

const knowsPasskeys =
    window.isSecureContext &&
    typeof PublicKeyCredential === "function" &&
    typeof PublicKeyCredential.parseRequestOptionsFromJSON === "function";
let waiting = null; // the question that the browser offers beside the user name, until another one is asked

async function call(url, body = {}) {
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    const response = await fetch(url, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify(body),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.detail);
    return answer;
}

async function signIn(block, options = {}) {
    waiting?.abort();
    waiting = new AbortController();
    const question = await call(block.dataset.begin);
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(question);
    const credential = await navigator.credentials.get({ publicKey, signal: waiting.signal, ...options });
    const next = new URLSearchParams({ next: block.dataset.next ?? "" });
    const answer = await call(`${block.dataset.complete}?${next}`, credential.toJSON());
    window.location.assign(answer.redirect_url);
}

async function add(block) {
    const question = await call(block.dataset.begin);
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(question);
    const credential = await navigator.credentials.create({ publicKey });
    const name = block.querySelector("[name=name]").value;
    await call(block.dataset.complete, { ...credential.toJSON(), name });
    window.location.reload();
}

function tell(block, words) {
    const place = block.querySelector("[data-problem]");
    place.querySelector("p").textContent = words;
    place.hidden = !words;
}

async function attempt(block, act) {
    const button = block.querySelector("button");
    tell(block, "");
    button.disabled = true;
    try {
        await act(block);
    } catch (problem) {
        // What the browser says is in its own words and often none; what the server says is for people.
        const isOurs = problem.constructor === Error && problem.message;
        tell(block, isOurs ? problem.message : block.dataset.failed);
    } finally {
        button.disabled = false;
        if (!block.querySelector("[data-problem]").hidden) button.focus();
    }
}

async function offerBesideTheName(block) {
    if (!("besideName" in block.dataset) || !(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
    try {
        await signIn(block, { mediation: "conditional" });
    } catch {
        // Nobody asked for it, so nothing is said: the button and the password are there.
    }
}

for (const block of knowsPasskeys ? document.querySelectorAll("[data-passkey]") : []) {
    const host = block.dataset.host;
    if (location.hostname !== host && !location.hostname.endsWith(`.${host}`)) continue;
    block.hidden = false;
    document.querySelectorAll("[data-no-passkey]").forEach((words) => words.remove());
    const act = block.dataset.passkey === "add" ? add : signIn;
    block.addEventListener("submit", (event) => {
        event.preventDefault();
        attempt(block, act);
    });
    offerBesideTheName(block);
}
