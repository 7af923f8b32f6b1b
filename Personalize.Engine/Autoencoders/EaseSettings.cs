using System.ComponentModel.DataAnnotations;

namespace Personalize.Engine.Autoencoders;

/// <summary>How the linear autoencoder is learnt.</summary>
public sealed record EaseSettings
{
    /// <summary>λ, added to the diagonal of XᵀX, or 0 (the default) to choose among 100, 200, 500 and 1000 by what finds held-back items.</summary>
    /// <remarks>Choosing costs two to four more inverses. Below 10 the inverse is made in double.</remarks>
    [Range(0d, 1e9)]
    public double Regularisation { get; init; }

    /// <summary>Share p of every history that is imagined to be missing, in [0, 0.99]: adds p / (1 - p) of an item's own count to its diagonal. Default 0.5.</summary>
    [Range(0d, 0.99)]
    public double Dropout { get; init; } = 0.5;

    /// <summary>How the history of the customer enters a score. Default: presence.</summary>
    [EnumDataType(typeof(HistoryUse))]
    public HistoryUse History { get; init; } = HistoryUse.Presence;

    /// <summary>More items than this are refused: memory is 4 bytes times the square, 400 MB at the default of 10,000.</summary>
    [Range(1, 40_000)]
    public int MostItems { get; init; } = 10_000;

    internal double DropoutWeight => Dropout / (1 - Dropout);
}
