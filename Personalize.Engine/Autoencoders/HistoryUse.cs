namespace Personalize.Engine.Autoencoders;

/// <summary>How a customer's history enters a score.</summary>
public enum HistoryUse
{
    /// <summary>Every touched item counts 1, as in training.</summary>
    Presence = 0,

    /// <summary>Every touched item counts its decayed weight, at most 1: what is long ago says less.</summary>
    Weight = 1,
}
