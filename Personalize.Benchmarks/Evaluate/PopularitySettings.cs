using System.ComponentModel.DataAnnotations;
using Personalize.Engine.Popularity;

namespace Personalize.Benchmarks.Evaluate;

internal sealed record PopularitySettings
{
    // Any rate does where nothing decays; it only gives the reason its activities per day.
    private const double NoDecay = 1e-9;

    /// <summary>Days after which an event counts half; 0 counts each customer of an item once, whenever it was. Default 0.</summary>
    [Range(0d, 36_500d)]
    public double HalfLifeDays { get; init; }

    public PopularityModel Train(RankingContext context)
    {
        var masses = new double[context.Train.Items.Count];
        if (HalfLifeDays == 0)
        {
            for (var item = 0; item < masses.Length; item++) masses[item] = context.Train.Interactions.Transposed.Row(item).Columns.Length;
            return PopularityTrainer.Train(masses, NoDecay, context.ModelVersion);
        }
        if (context.Train.Events.Count == 0) throw new CommandLineException("--set popularity.half-life-days: the training file has no times to decay by; leave it out.");
        var rate = Math.Log(2) / HalfLifeDays;
        for (var customer = 0; customer < context.Train.Events.CustomerCount; customer++)
        {
            foreach (var happened in context.Train.Events.Of(customer))
                masses[happened.Item] += Math.Exp(-rate * (context.Train.AsOf - DateTimeOffset.FromUnixTimeSeconds(happened.At)).TotalDays);
        }
        return PopularityTrainer.Train(masses, rate, context.ModelVersion);
    }
}
