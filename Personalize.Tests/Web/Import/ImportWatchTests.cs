using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Personalize.Data.Imports;
using Personalize.Tests.Data;
using Personalize.Web.Import;

namespace Personalize.Tests.Web.Import;

public sealed class ImportWatchTests(SqliteDatabase database) : IClassFixture<SqliteDatabase>
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void A_refresh_that_fails_does_not_end_the_watch()
    {
        using var imports = new ImportService(new ImportStore(database.Contexts, _clock), Options.Create(new ImportOptions()), _clock);
        var refreshes = 0;
        using var watch = new ImportWatch(
            imports, only: null, () => ++refreshes == 1 ? Task.FromException(new TimeoutException("no database")) : Task.CompletedTask);
        _clock.Advance(TimeSpan.FromSeconds(1));
        imports.Tell(Guid.NewGuid());

        _clock.Advance(TimeSpan.FromSeconds(1));
        imports.Tell(Guid.NewGuid());

        Assert.Equal(2, refreshes);
    }
}
