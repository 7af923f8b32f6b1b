using Personalize.Web.Customers;

namespace Personalize.Web.Segments;

/// <summary>What of a customer is counted; null and NaN are unknown.</summary>
internal readonly record struct SegmentPerson(int? Age, string? Gender, double Engagement, double Sentiment, long Activities)
{
    public static SegmentPerson Of(CustomerView view) => new(
        view.Age, string.IsNullOrWhiteSpace(view.Gender) ? null : view.Gender.Trim(),
        view.EngagementScore ?? double.NaN, view.SentimentScore ?? double.NaN, view.ActivityCount);
}
