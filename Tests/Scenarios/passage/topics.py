"""Reads whole topics, to their ends as of now."""
import time
import uuid

from confluent_kafka import Consumer, KafkaException, TopicPartition

LIMIT_LEADER_SECONDS = 30


def watermarks(consumer, topic, partition):
    """Where a partition begins and ends; a broker that has just started needs a moment until it leads."""
    deadline = time.time() + LIMIT_LEADER_SECONDS
    while True:
        try:
            return consumer.get_watermark_offsets(TopicPartition(topic, partition), timeout=10)
        except KafkaException:
            if time.time() > deadline:
                raise
            time.sleep(0.2)


def read_topic(brokers, topic):
    """Every record of a topic as (partition, headers, value)."""
    consumer = Consumer({"bootstrap.servers": brokers, "group.id": f"checker-{uuid.uuid4()}", "enable.auto.commit": False,
                         "auto.offset.reset": "error", "enable.partition.eof": True})
    try:
        partitions = consumer.list_topics(topic, timeout=10).topics[topic].partitions
        ends = {p: watermarks(consumer, topic, p) for p in partitions}
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
