using Personalize.Web.Hosting;

namespace Personalize.Web.Catalogue;

/// <summary>Reads and edits items, for the API and the pages alike.</summary>
public sealed class ItemEditor
{
    public Task<ItemPage> PageAsync(
        ItemFilter filter, ItemSort sort, bool descending, int start, int count, CancellationToken cancellation) =>
        throw new NotImplementedException();

    /// <returns>Top-level categories with how many items each holds, in alphabetical order.</returns>
    public Task<IReadOnlyList<KeyValuePair<string, int>>> CategoriesAsync(CancellationToken cancellation) =>
        throw new NotImplementedException();

    public Task<ItemView?> FindAsync(int id, CancellationToken cancellation) => throw new NotImplementedException();

    public Task<EditResult<ItemView>> CreateAsync(ItemChange change, CancellationToken cancellation) =>
        throw new NotImplementedException();

    /// <param name="expected">Version the caller saw; null to save whatever stands.</param>
    public Task<EditResult<ItemView>> UpdateAsync(
        int id, ItemChange change, Guid? expected, CancellationToken cancellation) => throw new NotImplementedException();
}
