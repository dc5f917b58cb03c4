"""The table at the end: drill × (lost, twice, gap, order, longest pause of reads, of writes, alarm that fired)."""


def _number(value, unit=""):
    return "–" if value is None else f"{value}{unit}"


def _alarms(found):
    return ", ".join(f"{name} {seconds:.0f} s" for name, seconds in list(found.items())[:4]) or "none"


def table(rows):
    """Markdown, one line for each drill."""
    lines = [
        "| Drill | Brokers | Result | Lost | Twice | Gap | Order | Reads | Writes | Alarm (after the fault) | Load | Stall | Marks missed |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|---|"]
    for row in rows:
        missed = "; ".join(f"{one['mark']} ({one['got'] if one['got'] is not False else one.get('told', 'no')[:70]})"
                           for one in row.get("marks", []) if not one["ok"]) or row.get("why", "")
        machine = row.get("machine", {})
        lines.append(
            f"| {row['drill']} | {row['brokers']} | {row['result']} | {_number(row['lost'])} | {_number(row['twice'])} | {_number(row['gap'])} "
            f"| {_number(row['order'])} | {_number(row['longest_read_pause'], ' s')} | {_number(row['longest_write_pause'], ' s')} "
            f"| {_alarms(row.get('alarms', {}))} | {machine.get('load', '–')} | {machine.get('own_stall_seconds', '–')} s | {missed} |")
    return "\n".join(lines)
