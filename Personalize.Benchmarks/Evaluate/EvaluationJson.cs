using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Personalize.Benchmarks.Evaluate;

/// <summary>The result for programs: one object. A figure that does not exist is null.</summary>
internal static class EvaluationJson
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new NullForNaN() } };

    public static string Of(EvaluationOutcome outcome) => JsonSerializer.Serialize(
        new
        {
            Task = outcome.Options.Task == EvaluationTask.Ranking ? "ranking" : "rating",
            SeenFilter = outcome.Options.Seen == Engine.Evaluation.SeenItems.Excluded ? "on" : "off",
            outcome.Options.Seed,
            outcome.Options.Threads,
            Train = FileOf(outcome.Options.Train),
            Test = FileOf(outcome.Options.Test),
            outcome.Notes,
            Models = outcome.Models.Select(static model => new
            {
                model.Name,
                Metrics = model.Metrics.ToDictionary(
                    static metric => metric.Metric,
                    static metric => new { metric.Mean, metric.Low95, metric.High95, N = metric.Count, metric.Undefined }),
                model.TrainSeconds,
                model.ScoreSeconds,
                model.ProcessorSeconds,
                model.PeakBytes,
            }),
            outcome.Differences,
        },
        Form);

    private static object FileOf(string path)
    {
        using var content = File.OpenRead(path);
        return new { Name = Path.GetFileName(path), Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)) };
    }

    private sealed class NullForNaN : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value)) writer.WriteNumberValue(value);
            else writer.WriteNullValue();
        }
    }
}
