using Microsoft.EntityFrameworkCore.Storage;

namespace Personalize.Data;

/// <summary>A transaction that writes; rolled back when disposed before <see cref="CommitAsync"/>.</summary>
public sealed class WriteTransaction : IAsyncDisposable
{
    private readonly IDbContextTransaction _inner;
    private readonly IDisposable? _turn;

    internal WriteTransaction(IDbContextTransaction inner, IDisposable? turn) => (_inner, _turn) = (inner, turn);

    public Task CommitAsync(CancellationToken cancellation) => _inner.CommitAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _inner.DisposeAsync();
        }
        finally
        {
            _turn?.Dispose();
        }
    }
}

/// <summary>A transaction that only reads, all at one instant.</summary>
public sealed class SnapshotTransaction : IAsyncDisposable
{
    private readonly IDbContextTransaction _inner;

    internal SnapshotTransaction(IDbContextTransaction inner) => _inner = inner;

    public ValueTask DisposeAsync() => _inner.DisposeAsync();
}
