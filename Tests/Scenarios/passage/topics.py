"""Reads whole topics, to their ends as of now."""
import uuid

from confluent_kafka import Consumer, TopicPartition


def read_topic(brokers, topic):
    """Every record of a topic as (partition, headers, value)."""
    consumer = Consumer({"bootstrap.servers": brokers, "group.id": f"checker-{uuid.uuid4()}", "enable.auto.commit": False,
                         "auto.offset.reset": "error", "enable.partition.eof": True})
    try:
        partitions = consumer.list_topics(topic, timeout=10).topics[topic].partitions
        ends = {p: consumer.get_watermark_offsets(TopicPartition(topic, p), timeout=10) for p in partitions}
        consumer.assign([TopicPartition(topic, p, ends[p][0]) for p in partitions])
        left = {p for p in partitions if ends[p][0] < ends[p][1]}
        while left:
            message = consumer.poll(10)
            if message is None:
                raise SystemExit(f"{topic} gave nothing for 10 s")
            if message.error():
                continue
            yield message.partition(), dict(message.headers() or []), message.value()
            if message.offset() + 1 >= ends[message.partition()][1]:
                left.discard(message.partition())
    finally:
        consumer.close()
