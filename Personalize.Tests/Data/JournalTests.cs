namespace Personalize.Tests.Data;

public sealed class SqliteJournalTests(SqliteDatabase database) : JournalContract(database), IClassFixture<SqliteDatabase>;

public sealed class PostgresJournalTests(PostgresDatabase database) : JournalContract(database), IClassFixture<PostgresDatabase>;
