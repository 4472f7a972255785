/**
 * The page, the REST interface and the events, over HTTP.
 *
 * <p>Input: requests, of whoever can reach the address. Output: the page's files from the jar,
 * views as JSON, pictures as PNG, and events that say what has changed. Failure path: who asks
 * under a foreign name, from a foreign page or without the token is refused before anything else; a
 * request that asks for what can't be is a 4xx with a sentence; nothing that a visitor sends ends
 * the server.
 */
package dev.sightline.dashboard.http;
