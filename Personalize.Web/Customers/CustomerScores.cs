using Personalize.Data.Customers;
using Personalize.Engine.Engagement;
using Personalize.Web.Live;
using Personalize.Web.Training;

namespace Personalize.Web.Customers;

/// <summary>How the engagement of customers reads at one moment: decay and scale taken once, used for a whole page of rows.</summary>
internal sealed class CustomerScores(ForwardDecay decay, PublishedModels? models, DateTimeOffset now)
{
    public static async ValueTask<CustomerScores> NowAsync(
        EngagementRules rules, ModelHolder holder, TimeProvider clock, CancellationToken cancellation) =>
        new(await rules.DecayAsync(cancellation), holder.Current, clock.GetUtcNow());

    public CustomerView View(Customer customer) => new()
    {
        Id = customer.Id,
        CustomerId = customer.CustomerId,
        Age = customer.Age,
        Gender = customer.Gender,
        Interests = customer.Interests,
        PurchaseHistory = customer.PurchaseHistory,
        EngagementScore = Score(customer),
        EngagementValue = decay.ValueOf(customer.EngagementMass, now),
        SentimentScore = customer.SentimentScore,
        SocialMediaActivity = customer.SocialMediaActivity,
        ActivityCount = customer.ActivityCount,
        LastActivityAt = customer.LastActivityAt,
        UpdatedAt = customer.UpdatedAt,
        Version = customer.Version,
    };

    // The scale was made at one instant; a mass is compared with it as of that instant, so that time alone moves nobody's rank.
    private double? Score(Customer customer)
    {
        if (customer.ActivityCount == 0 || models is null)
            return customer.DeclaredEngagement;
        var score = models.Set.Engagement.Normalise(
            decay.ValueOf(customer.EngagementMass, models.Set.AsOf), ScaleKind.Percentile);
        return double.IsFinite(score) ? score : customer.DeclaredEngagement;
    }
}
