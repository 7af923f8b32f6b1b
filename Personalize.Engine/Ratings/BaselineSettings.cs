using System.ComponentModel.DataAnnotations;

namespace Personalize.Engine.Ratings;

/// <summary>What may be turned in <see cref="BaselineTrainer"/>.</summary>
public sealed record BaselineSettings
{
    /// <summary>Ratings at the mean that every item is given beforehand. Default 10.</summary>
    [Range(0d, 1e6)]
    public double ItemDamping { get; init; } = 10;

    /// <summary>Ratings at the mean that every customer is given beforehand. Default 15.</summary>
    [Range(0d, 1e6)]
    public double CustomerDamping { get; init; } = 15;

    /// <summary>Times that items and customers are fitted in turn. Default 10.</summary>
    [Range(1, 1000)]
    public int Rounds { get; init; } = 10;
}
