using Personalize.Data.Recommendations;

namespace Personalize.Tests.Data;

/// <summary>Rows as the writer of served lists makes them.</summary>
internal static class ServedLists
{
    public static ListShelf Shelf { get; } = new() { Id = Guid.Parse("0198a2c4-0000-7000-8000-000000000001"), Content = [1, 2, 3] };

    public static MadeList Made(int customer, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(),
        CustomerId = customer,
        MadeAt = at,
        ModelVersion = 7,
        Rung = "FullHistory",
        Items = [new() { ItemId = 4, Score = 0.1 + 0.2 }, new() { ItemId = 9, Score = double.Epsilon }],
        Recipe = [4, 0, 255],
        ShelfId = Shelf.Id,
    };

    public static ServedList Serving(MadeList list, DateTimeOffset? at = null) => new()
    {
        Id = Guid.CreateVersion7(),
        CustomerId = list.CustomerId,
        ServedAt = at ?? list.MadeAt,
        Source = "api",
        ListId = list.Id,
    };
}
