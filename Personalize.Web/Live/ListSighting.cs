using Personalize.Engine.Scoring;

namespace Personalize.Web.Live;

/// <summary>What the overview keeps of a served list.</summary>
/// <param name="Items">Database ids, in the order of the list.</param>
/// <param name="Source">"api", "page", "simulator" or "batch".</param>
/// <param name="Took">From request to list.</param>
internal readonly record struct ListSighting(
    Guid Id, int CustomerId, string CustomerKey, Rung Rung, int[] Items, string Source, TimeSpan Took)
{
    private const string Batch = "batch";

    /// <summary>Whether somebody can have seen it: everybody's lists go to programs, empty ones to nobody.</summary>
    public bool IsShown => Source != Batch && Items.Length > 0;
}
