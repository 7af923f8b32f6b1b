namespace Personalize.Tests.Data;

public sealed class SqliteJournalTests(SqliteDatabase database) : JournalContract(database), IClassFixture<SqliteDatabase>;
