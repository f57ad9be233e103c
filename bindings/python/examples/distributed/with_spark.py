"""Compresses a column of arrays by Spark.

    python with_spark.py                   on two processes of this machine
    python with_spark.py spark://master:7077

A model is broadcast: it is sent to each machine once. A `pandas_udf` codes the arrays of its rows with it.
"""

import sys

import numpy as np
import pandas as pd
from constriction.stream.model import QuantizedGaussian
from constriction.stream.queue import RangeDecoder, RangeEncoder
from pyspark.sql import SparkSession
from pyspark.sql.functions import pandas_udf


def codec(broadcast):
    """Two functions of columns: arrays to bytes, and bytes with the numbers of symbols to arrays."""

    @pandas_udf("binary")
    def encode(arrays: pd.Series) -> pd.Series:
        def one(symbols):
            encoder = RangeEncoder()
            encoder.encode(np.asarray(symbols), broadcast.value)
            return encoder.to_bytes()

        return arrays.map(one)

    @pandas_udf("array<int>")
    def decode(data: pd.Series, counts: pd.Series) -> pd.Series:
        def one(data, count):
            decoder = RangeDecoder.from_bytes(data)
            symbols = decoder.decode(broadcast.value, int(count))
            decoder.check_end()
            return symbols

        return pd.Series([one(*row) for row in zip(data, counts)])

    return encode, decode


def main(master="local[2]"):
    """Codes a thousand arrays on workers, and decodes them on workers."""
    spark = SparkSession.builder.master(master).appName("constriction").config("spark.ui.enabled", "false").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    rng = np.random.default_rng(1)
    rows = [np.clip(np.rint(rng.normal(0, 9, rng.integers(500, 1500))), -128, 127).astype(np.int32) for _ in range(1000)]
    frame = spark.createDataFrame(pd.DataFrame({"id": range(len(rows)), "symbols": rows, "count": [*map(len, rows)]}))

    encode, decode = codec(spark.sparkContext.broadcast(QuantizedGaussian(-128, 127, 0.0, 9.0)))
    encoded = frame.select("id", "count", encode("symbols").alias("data")).cache()
    decoded = encoded.select("id", decode("data", "count").alias("symbols")).orderBy("id").collect()
    assert all(np.array_equal(row["symbols"], symbols) for row, symbols in zip(decoded, rows))
    stored = encoded.selectExpr("sum(length(data))").collect()[0][0]
    print(f"{sum(map(len, rows))} symbols, {stored} bytes in {len(rows)} rows, restored exactly")
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
