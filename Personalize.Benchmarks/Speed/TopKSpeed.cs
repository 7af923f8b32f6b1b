using System.ComponentModel.DataAnnotations;
using System.Numerics.Tensors;
using Personalize.Engine.Numerics;

namespace Personalize.Benchmarks.Speed;

/// <summary>The ten rows of greatest product with a customer's factors, among many; made-up factors, one thread.</summary>
internal static class TopKSpeed
{
    public static SpeedCase Prepare(SpeedOptions options)
    {
        var settings = options.Settings.For<Defaults>("topk");
        var random = new Random(options.Run.Seed);
        var rows = new FactorRows(settings.Rows, settings.Factors);
        for (var row = 0; row < settings.Rows; row++) Fill(random, rows.Row(row)[..settings.Factors]);
        var query = new float[rows.Stride];
        Fill(random, query.AsSpan(0, settings.Factors));
        var bytes = (long)rows.Values.Length * sizeof(float);
        var quantised = settings.Bytes ? new QuantisedRows(rows) : null;
        return new SpeedCase(
            $"{settings.Queries} queries for the best {settings.Count} of {settings.Rows:N0} × {settings.Factors}{(settings.Bytes ? ", as bytes and then exactly" : "")}",
            () => Each(settings.Queries, () => _ = quantised?.Top(query, settings.Count, settings.Shortlist) ?? RowScan.Top(rows, query, settings.Count)),
            () => Bare.OnThreads(1, _ => Each(settings.Queries, () => GC.KeepAlive(TensorPrimitives.Max(rows.Values)))),
            $"reading the {bytes / 1e6:N1} MB of rows once per query");
    }

    private static void Each(int times, Action action)
    {
        for (var time = 0; time < times; time++) action();
    }

    private static void Fill(Random random, Span<float> values)
    {
        foreach (ref var value in values) value = random.NextSingle() - 0.5f;
    }

    private sealed record Defaults
    {
        [Range(1, 10_000_000)]
        public int Rows { get; init; } = 100_000;

        [Range(1, 4096)]
        public int Factors { get; init; } = 64;

        [Range(1, 100_000)]
        public int Count { get; init; } = 10;

        [Range(1, 100_000)]
        public int Queries { get; init; } = 50;

        /// <summary>True for rows of bytes, of which a shortlist is ranked exactly.</summary>
        public bool Bytes { get; init; }

        [Range(1, 100_000)]
        public int Shortlist { get; init; } = 200;
    }
}
