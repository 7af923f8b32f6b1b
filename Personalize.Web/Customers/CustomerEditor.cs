using Personalize.Web.Hosting;

namespace Personalize.Web.Customers;

/// <summary>Reads and edits customers, for the API and the pages alike; tells the live path what changed.</summary>
public sealed class CustomerEditor
{
    /// <summary>How long a deletion can be undone.</summary>
    public static readonly TimeSpan UndoWindow = TimeSpan.FromMinutes(10);

    public Task<CustomerPage> PageAsync(
        CustomerFilter filter, CustomerSort sort, bool descending, int start, int count, CancellationToken cancellation) =>
        throw new NotImplementedException();

    public Task<CustomerView?> FindAsync(int id, CancellationToken cancellation) => throw new NotImplementedException();

    public Task<CustomerView?> FindByKeyAsync(string customerId, CancellationToken cancellation) => throw new NotImplementedException();

    public Task<EditResult<CustomerView>> CreateAsync(CustomerChange change, CancellationToken cancellation) =>
        throw new NotImplementedException();

    /// <param name="expected">Version the caller saw; null to save whatever stands.</param>
    public Task<EditResult<CustomerView>> UpdateAsync(
        int id, CustomerChange change, Guid? expected, CancellationToken cancellation) => throw new NotImplementedException();

    /// <returns>False when there is no such customer. Undone by <see cref="RestoreAsync"/> within <see cref="UndoWindow"/>.</returns>
    public Task<bool> DeleteAsync(int id, CancellationToken cancellation) => throw new NotImplementedException();

    public Task<EditResult<CustomerView>> RestoreAsync(int id, CancellationToken cancellation) => throw new NotImplementedException();
}
