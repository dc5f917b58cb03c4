"""The drills of drills.yaml as a test file of promtool."""

# Watchdog fires whatever happens.
FIRING = 'group by (alertname) (ALERTS{alertstate="firing",alertname!="SakArkivWatchdog"})'


def promtool_tests(described, rules):
    return {
        "rule_files": [str(rules)],
        "evaluation_interval": "15s",
        "tests": [promtool_test(drill, described["healthy"]) for drill in described["drills"]],
    }


def promtool_test(drill, healthy):
    series = {name: f"{values}x{drill['samples']}" for name, values in healthy.items()}
    series |= drill.get("changes", {})
    return {
        "name": drill["name"],
        "interval": "15s",
        "input_series": [{"series": name, "values": values} for name, values in series.items() if values is not None],
        "promql_expr_test": [
            {
                "eval_time": time,
                "expr": FIRING,
                "exp_samples": [{"labels": f'{{alertname="{name}"}}', "value": 1} for name in names],
            }
            for time, names in drill["fires"].items()
        ],
    }
