using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using System.Globalization;
using Personalize.Benchmarks.Evaluate;
using Personalize.Engine.Evaluation;
using Personalize.Engine.Ratings;

namespace Personalize.Benchmarks.Speed;

/// <summary>Biased factorisation by descent: the whole training, and how soon it predicts held-out ratings well enough.</summary>
internal static class SgdSpeed
{
    private const int Watched = 5;

    public static SpeedCase Prepare(SpeedOptions options)
    {
        var asked = options.Settings.For<Defaults>("sgd");
        var settings = asked.Settings;
        var files = RatingFiles.Read(options.DataFile, options.Test ?? throw new CommandLineException("--test is missing; name the held-out file that belongs to --data."));
        if (files.Test.Count == 0) throw new CommandLineException($"{options.Test} holds no rating to predict.");
        var trainer = new SgdTrainer(settings);
        // Products of both rows with each other and themselves, then both moved: seven per factor.
        var multiplyAdds = 7d * settings.Factors * files.Train.Count * settings.Epochs;
        return new SpeedCase(
            $"{settings.Factors} factors, {settings.Epochs} epochs, {files.Train.Count:N0} ratings",
            () => trainer.Train(Ratings(files), options.Run),
            () => Bare.MultiplyingAndAdding(multiplyAdds, options.Threads),
            "the operations of all epochs, on values in registers")
        {
            Finding = () => Describe([.. Enumerable.Range(0, Watched).Select(_ => Watch(trainer, files, options))], asked.Target),
        };
    }

    // What a training is given is made within its time: rows by customer and by item.
    private static RatingSet Ratings(RatingFiles files) => RatingSet.Of(files.Customers.Count, files.Items.Count, files.Train);

    /// <summary>The error on held-out ratings after each epoch, and the seconds of training until then; looking takes no time.</summary>
    private static List<(double Seconds, double Error)> Watch(SgdTrainer trainer, RatingFiles files, SpeedOptions options)
    {
        var seen = new List<(double, double)>();
        var watch = Stopwatch.StartNew();
        trainer.Train(Ratings(files), options.Run, (model, _) =>
        {
            watch.Stop();
            var errors = RatingEvaluator.Errors(model, files.Test, options.Threads, options.Run.Cancellation);
            seen.Add((watch.Elapsed.TotalSeconds, RatingEvaluator.RootMeanSquare(errors)));
            watch.Start();
        });
        return seen;
    }

    private static string Describe(List<(double Seconds, double Error)>[] trainings, double target)
    {
        // Every training goes the same way; only the seconds differ.
        var errors = trainings[0].ConvertAll(epoch => epoch.Error);
        var (reached, best) = (errors.FindIndex(error => error <= target), errors.IndexOf(errors.Min()));
        return string.Create(CultureInfo.InvariantCulture,
            $"""
            RMSE {target:F4}           {(reached < 0 ? "not reached" : $"reached {After(reached)}, at {errors[reached]:F4}")}
            RMSE at the end       {errors[^1]:F4} {After(errors.Count - 1)}; the least {errors[best]:F4} {After(best)}
            """);

        string After(int epoch) => string.Create(CultureInfo.InvariantCulture, $"after {epoch + 1} epochs, {SecondsAt(epoch):F3} s");

        double SecondsAt(int epoch) => trainings.Select(training => training[epoch].Seconds).Order().ElementAt(trainings.Length / 2);
    }

    private sealed record Defaults
    {
        private static readonly SgdSettings Usual = new();

        [Range(1, 1024)]
        public int Factors { get; init; } = Usual.Factors;

        [Range(1, 10_000)]
        public int Epochs { get; init; } = Usual.Epochs;

        /// <summary>RMSE on the held-out ratings that is waited for.</summary>
        [Range(0d, 1e6)]
        public double Target { get; init; } = 0.8436;

        public SgdSettings Settings => Usual with { Factors = Factors, Epochs = Epochs };
    }
}
