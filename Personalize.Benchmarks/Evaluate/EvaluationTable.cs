using System.Globalization;
using System.Text;

namespace Personalize.Benchmarks.Evaluate;

/// <summary>The result for people: figures with intervals, then what they cost, then what the models differ by.</summary>
internal static class EvaluationTable
{
    public static string Of(EvaluationOutcome outcome)
    {
        var text = new StringBuilder();
        var options = outcome.Options;
        text.AppendLine(CultureInfo.InvariantCulture, $"{Path.GetFileName(options.Train)} → {Path.GetFileName(options.Test)}, {Asked(options)}, seed {options.Seed}, {options.Threads} threads");
        foreach (var note in outcome.Notes) text.AppendLine(note);
        var width = Math.Max(12, outcome.Models.Max(model => model.Name.Length));
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{"metric",-20} {"model".PadRight(width)} {"mean",9} {"low 95",9} {"high 95",9} {"n",8} {"undefined",9}");
        for (var metric = 0; metric < outcome.Models[0].Metrics.Count; metric++)
        {
            foreach (var model in outcome.Models)
            {
                var figure = model.Metrics[metric];
                text.AppendLine(CultureInfo.InvariantCulture, $"{figure.Metric,-20} {model.Name.PadRight(width)} {Number(figure.Mean),9} {Number(figure.Low95),9} {Number(figure.High95),9} {figure.Count,8} {figure.Undefined,9}");
            }
        }
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{"model".PadRight(width)} {"train s",9} {"score s",9} {"cpu s",9} {"peak MiB",9}");
        foreach (var model in outcome.Models)
            text.AppendLine(CultureInfo.InvariantCulture, $"{model.Name.PadRight(width)} {model.TrainSeconds,9:F3} {model.ScoreSeconds,9:F3} {model.ProcessorSeconds,9:F2} {model.PeakBytes >> 20,9:N0}");
        if (outcome.Differences.Count > 0) Differences(outcome, width, text);
        return text.ToString();
    }

    private static void Differences(EvaluationOutcome outcome, int width, StringBuilder text)
    {
        var first = outcome.Models[0].Name;
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{"minus " + first,-20} {"model".PadRight(width)} {"mean",9} {"low 95",9} {"high 95",9}   paired by customer");
        foreach (var metric in outcome.Models[0].Metrics)
        {
            foreach (var difference in outcome.Differences.Where(difference => difference.Metric == metric.Metric))
                text.AppendLine(CultureInfo.InvariantCulture, $"{difference.Metric,-20} {difference.Model.PadRight(width)} {Signed(difference.Mean),9} {Signed(difference.Low95),9} {Signed(difference.High95),9}");
        }
    }

    // Ratings are predicted wherever the test has one; nothing is listed, so nothing is left out of a list.
    private static string Asked(EvaluateOptions options) => options.Task == EvaluationTask.Rating ? "every rating of the test"
        : $"seen items {(options.Seen == Engine.Evaluation.SeenItems.Excluded ? "excluded" : "allowed")}";

    private static string Number(double value) => double.IsNaN(value) ? "–" : value.ToString("F4", CultureInfo.InvariantCulture);

    private static string Signed(double value) => double.IsNaN(value) ? "–" : value.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture);
}
