using Personalize.Engine.Interactions;
using Personalize.Engine.Repeats;

namespace Personalize.Engine.Transitions;

/// <summary>Everybody's events as steps: the distinct items of one second. A customer's steps lie side by side, oldest first.</summary>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
internal sealed class StepLog
{
    private readonly CompressedRows _items;
    private readonly CompressedRows _steps;
    private readonly int[] _ends;

    private StepLog(CompressedRows items, int[] ends)
    {
        _items = items;
        _steps = items.Transpose();
        _ends = ends;
    }

    public int ItemCount => _items.ColumnCount;

    public static StepLog Of(EventLog events, int itemCount)
    {
        var (starts, items, ends) = (new List<int> { 0 }, new List<int>(events.Count), new List<int>());
        for (var customer = 0; customer < events.CustomerCount; customer++)
        {
            foreach (var step in StepsOf(events.Of(customer)))
            {
                items.AddRange(step);
                starts.Add(items.Count);
            }
            while (ends.Count < starts.Count - 1) ends.Add(starts.Count - 1);
        }
        return new StepLog(new CompressedRows(itemCount, [.. starts], [.. items], new float[items.Count]), [.. ends]);
    }

    /// <summary>The distinct items of each step of one customer, sorted; oldest step first.</summary>
    public static List<int[]> StepsOf(ReadOnlySpan<ItemEvent> events)
    {
        var steps = new List<int[]>();
        foreach (var together in new Baskets(events)) steps.Add(ItemsOf(together));
        steps.Reverse();
        return steps;
    }

    public static int[] ItemsOf(ReadOnlySpan<ItemEvent> together)
    {
        var items = new SortedSet<int>();
        foreach (var happened in together) items.Add(happened.Item);
        return [.. items];
    }

    public ReadOnlySpan<int> ItemsOf(int step) => _items.Row(step).Columns;

    /// <summary>The steps that hold an item, in order.</summary>
    public ReadOnlySpan<int> StepsWith(int item) => _steps.Row(item).Columns;

    /// <summary>The first step of the customer after the one whose step this is.</summary>
    public int EndOfCustomer(int step) => _ends[step];
}
