using System.Diagnostics;

namespace Personalize.Benchmarks.Evaluate;

/// <summary>What it cost to train one model and to ask it.</summary>
internal sealed record Trial(double TrainSeconds, double ScoreSeconds, double ProcessorSeconds, long PeakBytes)
{
    /// <param name="train">Gives the model and its seconds, those of parts learnt earlier included.</param>
    /// <param name="score">Asks it everything.</param>
    public static Trial Of<TModel, TResult>(Func<(TModel Model, double Seconds)> train, Func<TModel, TResult> score, out TResult result)
    {
        var memory = PeakMemory.Start();
        var before = Environment.CpuUsage.TotalTime;
        var (model, seconds) = train();
        var watch = Stopwatch.StartNew();
        result = score(model);
        return new Trial(seconds, watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds, memory.Growth());
    }

    public TriedModel Tried(string name, IReadOnlyList<Engine.Evaluation.MetricSummary> metrics) =>
        new(name, metrics, TrainSeconds, ScoreSeconds, ProcessorSeconds, PeakBytes);
}
