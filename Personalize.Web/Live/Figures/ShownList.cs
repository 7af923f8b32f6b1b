namespace Personalize.Web.Live.Figures;

/// <summary>One list that a customer was shown, and what came of it so far.</summary>
internal sealed class ShownList(in ListSighting sighting, long second)
{
    public Guid Id { get; } = sighting.Id;

    public int CustomerId { get; } = sighting.CustomerId;

    public string CustomerKey { get; } = sighting.CustomerKey;

    public int[] Items { get; } = sighting.Items;

    public long Second { get; } = second;

    /// <summary>The one that the same customer was shown before.</summary>
    public ShownList? Before { get; set; }

    public ShownList? After { get; set; }

    public bool Clicked { get; set; }

    public bool Bought { get; set; }
}
