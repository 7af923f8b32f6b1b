using Personalize.Web.Live;

namespace Personalize.Web.Hubs;

/// <summary>Something that a connection follows, and how far its client has been told.</summary>
/// <remarks>Used by the loop of its connection only, once it is there.</remarks>
internal sealed class Followed(int key, string customerId, long? position)
{
    /// <summary>Stands for the overview in a mailbox, where customers have their database ids and everybody has 0.</summary>
    public const int OverviewKey = -1;

    // Whatever else changes has no place in the journal.
    private const Aspects ByActivity = Aspects.Engagement | Aspects.Sentiment | Aspects.Recommendations;

    private const Aspects Whatever = ByActivity | Aspects.Profile | Aspects.Models;

    public int Key => key;

    public string CustomerId => customerId;

    /// <summary>Null until the first message when the client named none.</summary>
    public long? Position { get; private set; } = position;

    /// <summary>The first message is still to come.</summary>
    public bool IsNew { get; private set; } = true;

    /// <summary>What may be out of date at the client. Before the first message that is all: only activities leave a trace.</summary>
    public Aspects Changed(ChangeSet set)
    {
        if (key == OverviewKey)
            return IsNew ? Whatever : Of(set, key);
        if (IsNew)
            return Whatever | (Of(set, key) & Aspects.Deleted);
        return set.Everything ? Whatever : Of(set, key) | Of(set, CustomerChanged.Everybody);
    }

    public bool IsInJournal(Aspects changed) => IsNew || changed.HasFlag(Aspects.Engagement);

    /// <summary>Whether activities were announced that were read from the journal before.</summary>
    public bool IsOld(Aspects changed, Missed missed) =>
        !IsNew && changed.HasFlag(Aspects.Engagement) && (changed & ~ByActivity) == Aspects.None && missed is { Activities: 0, MustReload: false };

    public void Told(long position) => (IsNew, Position) = (false, position);

    private static Aspects Of(ChangeSet set, int customer) => set.Customers.GetValueOrDefault(customer);
}
