using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data;

namespace Personalize.Tests.Web.Pages;

/// <summary>A database that the test can hold up or break, so that a page can be seen loading and failing.</summary>
internal sealed class SwitchableDatabase(IDbContextFactory<PersonalizeDb> inner) : IDbContextFactory<PersonalizeDb>
{
    private volatile TaskCompletionSource? _held;
    private volatile bool _broken;

    public static void Install(IServiceCollection services)
    {
        var own = services.Last(service => service.ServiceType == typeof(IDbContextFactory<PersonalizeDb>));
        services.Remove(own);
        services.AddSingleton(provider => new SwitchableDatabase(
            (IDbContextFactory<PersonalizeDb>)(own.ImplementationFactory?.Invoke(provider)
                ?? ActivatorUtilities.CreateInstance(provider, own.ImplementationType!))));
        services.AddSingleton<IDbContextFactory<PersonalizeDb>>(provider => provider.GetRequiredService<SwitchableDatabase>());
    }

    public void Hold() => _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => Interlocked.Exchange(ref _held, null)?.SetResult();

    /// <summary>Holds up no further call; those that wait already go on waiting for the answer's completion.</summary>
    public TaskCompletionSource LetPass() => Interlocked.Exchange(ref _held, null)!;

    public void Break() => _broken = true;

    public void Repair() => _broken = false;

    public PersonalizeDb CreateDbContext() => inner.CreateDbContext();

    public async Task<PersonalizeDb> CreateDbContextAsync(CancellationToken cancellationToken = default)
    {
        if (_held is { } held) await held.Task.WaitAsync(cancellationToken);
        return _broken
            ? throw new InvalidOperationException("The test has broken the database.")
            : await inner.CreateDbContextAsync(cancellationToken);
    }
}
