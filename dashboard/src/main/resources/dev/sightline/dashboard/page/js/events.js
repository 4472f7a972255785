/**
 * What changes on the server, as it changes. The browser comes back by itself after a break, with
 * the id of the last event it saw, and is told what changed meanwhile.
 *
 * @param onChange told the names of the parts that have changed
 * @param onState told live, waiting or lost
 */
export function follow(onChange, onState) {
  let source;
  let heard = 0;

  function open() {
    source = new EventSource("/api/events");
    source.addEventListener("open", () => onState("live"));
    source.addEventListener("changed", (event) => {
      heard = Date.now();
      onState("live");
      onChange(new Set(JSON.parse(event.data).changed));
    });
    source.addEventListener("error", () => {
      onState("lost");
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(open, 3000);
      }
    });
  }

  open();
  return { heardAt: () => heard };
}
