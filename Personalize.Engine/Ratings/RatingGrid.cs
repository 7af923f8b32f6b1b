namespace Personalize.Engine.Ratings;

/// <summary>Ratings dealt into Side × Side cells by customer and by item, for descents that run side by side without meeting.</summary>
/// <remarks>
/// The cells of one diagonal share neither customers nor items, so they may run at once and the result is that of running
/// them one after the other (Gemulla and others, "Large-scale matrix factorization with distributed SGD", 2011). The cells
/// do not depend on the number of threads.
/// </remarks>
internal sealed class RatingGrid
{
    public const int Side = 8;

    private readonly int[] _starts = new int[Side * Side + 1];

    private RatingGrid(int count) => (Customers, Items, Values) = (new int[count], new int[count], new float[count]);

    public int[] Customers { get; }

    public int[] Items { get; }

    public float[] Values { get; }

    /// <summary>Where the ratings of one cell stand: those of diagonal d in its lane l, customers of part l and items of part l + d.</summary>
    public Range Cell(int diagonal, int lane)
    {
        var cell = lane * Side + (lane + diagonal) % Side;
        return _starts[cell].._starts[cell + 1];
    }

    /// <param name="random">Deals customers, items and the order within cells.</param>
    public static RatingGrid Of(RatingSet data, Random random)
    {
        var customerParts = Deal(data.CustomerCount, customer => data.OfCustomer(customer).Count, random);
        var itemParts = Deal(data.ItemCount, item => data.OfItem(item).Count, random);
        var grid = new RatingGrid(data.Count);
        var order = new (int Customer, int Item, float Value)[data.Count];
        var filled = 0;
        for (var customer = 0; customer < data.CustomerCount; customer++)
        {
            var row = data.OfCustomer(customer);
            for (var at = 0; at < row.Count; at++) order[filled++] = (customer, row.Others[at], row.Values[at]);
        }
        random.Shuffle(order);
        foreach (var (customer, item, _) in order) grid._starts[customerParts[customer] * Side + itemParts[item] + 1]++;
        for (var cell = 0; cell < Side * Side; cell++) grid._starts[cell + 1] += grid._starts[cell];
        var next = grid._starts.AsSpan(0, Side * Side).ToArray();
        foreach (var (customer, item, value) in order)
        {
            var at = next[customerParts[customer] * Side + itemParts[item]]++;
            (grid.Customers[at], grid.Items[at], grid.Values[at]) = (customer, item, value);
        }
        return grid;
    }

    // Most ratings first, each to the lightest part: cells of like weight, so that no lane waits long for another.
    private static int[] Deal(int count, Func<int, int> weightOf, Random random)
    {
        var numbers = new int[count];
        for (var number = 0; number < count; number++) numbers[number] = number;
        random.Shuffle(numbers);
        int[] heaviestFirst = [.. numbers.OrderByDescending(weightOf)];
        var parts = new int[count];
        var loads = new long[Side];
        foreach (var number in heaviestFirst)
        {
            var lightest = loads.AsSpan().IndexOf(loads.Min());
            parts[number] = lightest;
            loads[lightest] += weightOf(number);
        }
        return parts;
    }
}
