using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Personalize.Engine.Interactions;

namespace Personalize.Engine.Neighbours;

/// <summary>Counts with which items one item shares customers: O(Σ of the histories of its customers).</summary>
/// <remarks>Holds one counter per item and is used for many items in turn, so that counters stay in the cache.</remarks>
/// <threadsafety>One thread at a time.</threadsafety>
internal sealed class CoOccurrence(InteractionMatrix interactions)
{
    private readonly int[] _counts = new int[interactions.ColumnCount];

    /// <summary>By item: customers who have it and the one counted last.</summary>
    public ReadOnlySpan<int> Counts => _counts;

    public void Count(int item)
    {
        Array.Clear(_counts);
        foreach (var customer in interactions.Transposed.Row(item).Columns) Add(interactions.Row(customer).Columns);
    }

    // Columns of a matrix are below its width by construction; checking each again would double the time of the whole training.
    private void Add(ReadOnlySpan<int> items)
    {
        ref var counts = ref MemoryMarshal.GetArrayDataReference(_counts);
        unchecked
        {
            foreach (var item in items) Unsafe.Add(ref counts, (nint)(uint)item)++;
        }
    }
}
