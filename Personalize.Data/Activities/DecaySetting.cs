using Personalize.Engine.Engagement;

namespace Personalize.Data.Activities;

/// <summary>The one row that says how engagement masses are to be read. Written when the database is made.</summary>
public sealed class DecaySetting
{
    public const int OnlyId = 1;
    public const double DefaultRatePerDay = 0.1;

    public int Id { get; set; } = OnlyId;
    public double RatePerDay { get; set; } = DefaultRatePerDay;
    public DateTimeOffset Landmark { get; set; }

    public ForwardDecay ToForwardDecay() => new(RatePerDay, Landmark);
}
