using Personalize.Engine.Engagement;
using Personalize.Engine.Interactions;

namespace Personalize.Engine.Evaluation;

/// <summary>How events become weights of the interaction matrix, when a split makes a new one of them.</summary>
/// <param name="Activity">Weight of each kind.</param>
/// <param name="RatePerDay">λ, 0 or more: decay from the customer's own newest event, as in training.</param>
public sealed record EventWeighing(ActivityWeights Activity, double RatePerDay)
{
    /// <param name="itemCount">Items of the vocabulary.</param>
    /// <returns>Customers × items; several events of a pair add up.</returns>
    public InteractionMatrix Weigh(EventLog events, int itemCount)
    {
        var matrix = new InteractionMatrixBuilder(events.CustomerCount, itemCount);
        for (var customer = 0; customer < events.CustomerCount; customer++)
        {
            var own = events.Of(customer);
            foreach (var happened in own)
            {
                var days = TimeSpan.FromSeconds(own[^1].At - happened.At).TotalDays;
                matrix.Add(customer, happened.Item, Activity.Of(happened.Kind) * Math.Exp(-RatePerDay * days));
            }
        }
        return matrix.Build();
    }
}
