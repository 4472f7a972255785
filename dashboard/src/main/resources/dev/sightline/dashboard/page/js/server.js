/** Asks the dashboard's server. */

function url(path, parameters) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters ?? {})) {
    if (value !== null && value !== undefined && value !== "") {
      query.set(name, value);
    }
  }
  return query.size > 0 ? `${path}?${query}` : path;
}

async function answer(response) {
  if (response.status === 401) {
    location.href = "/sign-in";
  }
  if (response.status === 204) {
    return null;
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Error(body.error ?? `the dashboard answered ${response.status}`);
  }
  return body;
}

/** The JSON at a path. */
export async function get(path, parameters) {
  return answer(await fetch(url(path, parameters)));
}

/** Sends JSON, and returns what comes back; null for nothing. */
export async function post(path, body) {
  return answer(
    await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }),
  );
}

/** Where an image's picture is. */
export const imageUrl = (id) => url("/api/image", { id });
