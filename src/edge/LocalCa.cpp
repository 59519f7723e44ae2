// SPDX-FileCopyrightText: 2026 The Keyturn authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "LocalCa.h"

#include "OpenSsl.h"
#include "SecretFile.h"

#include <QDir>
#include <QFile>
#include <QHostAddress>
#include <QRegularExpression>
#include <QSaveFile>
#include <QSysInfo>

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <utility>

namespace keyturn::edge {

using namespace Qt::StringLiterals;
using namespace jwt::openssl;

namespace {

using Extension = std::unique_ptr<X509_EXTENSION, Releasing<X509_EXTENSION_free>>;

constexpr auto certificateName = "keyturn-local-ca.pem"_L1;
constexpr auto keyName = "keyturn-local-ca.key"_L1;
constexpr auto onlyOwner = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr qint64 authorityDays = 3 * 365;
constexpr qint64 certificateDays = 90; // Browsers take up to 397.
constexpr qint64 renewalDays = 30;
constexpr long thirdVersion = 2; // X.509 counts its versions from 0.

bool isAddress(const QString &host)
{
    return !QHostAddress(host).isNull();
}

// Anything else must not come near OpenSSL's own little language for extensions.
bool isHost(const QString &host)
{
    static const QRegularExpression name(u"\\A(\\*\\.)?[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9])?\\z"_s);
    return isAddress(host) || name.match(host).hasMatch();
}

QStringList allHosts(const QStringList &hosts)
{
    QStringList all{u"localhost"_s, u"127.0.0.1"_s, u"::1"_s};
    for (const auto &host : hosts)
        all.append(isAddress(host) ? QHostAddress(host).toString() : host.toLower());
    all.removeDuplicates();
    return all;
}

QByteArray alternativeNames(const QStringList &hosts)
{
    QStringList names;
    for (const auto &host : hosts)
        names.append((isAddress(host) ? u"IP:"_s : u"DNS:"_s) + host);
    return names.join(u',').toLatin1();
}

/// What is permitted, one entry a host. A name stands for all below it too, so "*.a" is "a" here.
QStringList permitted(const QStringList &hosts)
{
    QStringList entries;
    for (const auto &host : hosts) {
        if (!isAddress(host)) {
            entries.append(u"DNS:"_s + (host.startsWith("*."_L1) ? host.sliced(2) : host));
            continue;
        }
        const bool isSix = QHostAddress(host).protocol() == QAbstractSocket::IPv6Protocol;
        const auto mask = isSix ? u"/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"_s : u"/255.255.255.255"_s;
        entries.append(u"IP:"_s + host + mask);
    }
    entries.removeDuplicates();
    return entries;
}

QByteArray constraintsOn(const QStringList &hosts)
{
    QByteArray value = "critical";
    for (const auto &entry : permitted(hosts))
        value += ",permitted;" + entry.toLatin1();
    return value;
}

bool extend(X509 *certificate, X509 *issuer, int what, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, what, value.constData()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool hasRandomSerial(X509 *certificate)
{
    QByteArray bytes(16, Qt::Uninitialized);
    if (RAND_bytes(reinterpret_cast<unsigned char *>(bytes.data()), static_cast<int>(bytes.size())) != 1)
        return false;
    bytes[0] = static_cast<char>((bytes[0] & 0x3f) | 0x40); // Positive, and always as long.
    return BN_to_ASN1_INTEGER(numberFrom(bytes).get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool addName(X509_NAME *name, const char *field, const QString &text)
{
    const auto bytes = text.toUtf8();
    return X509_NAME_add_entry_by_txt(
               name, field, MBSTRING_UTF8, bytesOf(bytes), static_cast<int>(bytes.size()), -1, 0)
        == 1;
}

Key makeKey()
{
    return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
}

Certificate begun(EVP_PKEY *key, const QDateTime &now, qint64 days)
{
    Certificate made(X509_new());
    // A client's clock may be a little behind.
    const bool isGood = made && X509_set_version(made.get(), thirdVersion) == 1 && hasRandomSerial(made.get())
        && ASN1_TIME_set(X509_getm_notBefore(made.get()), now.addSecs(-3600).toSecsSinceEpoch()) != nullptr
        && ASN1_TIME_set(X509_getm_notAfter(made.get()), now.addDays(days).toSecsSinceEpoch()) != nullptr
        && X509_set_pubkey(made.get(), key) == 1;
    return isGood ? std::move(made) : nullptr;
}

Certificate makeAuthority(EVP_PKEY *key, const QStringList &hosts, const QDateTime &now)
{
    auto made = begun(key, now, authorityDays);
    if (!made)
        return nullptr;
    auto *certificate = made.get();
    auto *name = X509_get_subject_name(certificate);
    // Two of them in one list must be told apart.
    const auto common = u"Keyturn local edge on %1, %2"_s.arg(
        QSysInfo::machineHostName(), now.date().toString(Qt::ISODate));
    const bool isGood = addName(name, "O", u"Keyturn"_s) && addName(name, "CN", common.left(64))
        && X509_set_issuer_name(certificate, name) == 1
        && extend(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE,pathlen:0")
        && extend(certificate, certificate, NID_key_usage, "critical,keyCertSign,cRLSign")
        && extend(certificate, certificate, NID_subject_key_identifier, "hash")
        && extend(certificate, certificate, NID_name_constraints, constraintsOn(hosts))
        && X509_sign(certificate, key, EVP_sha256()) > 0;
    return isGood ? std::move(made) : nullptr;
}

Certificate makeCertificate(
    EVP_PKEY *key, X509 *authority, EVP_PKEY *authorityKey, const QStringList &hosts, const QDateTime &now)
{
    auto made = begun(key, now, certificateDays);
    if (!made)
        return nullptr;
    auto *certificate = made.get();
    const bool isGood = addName(X509_get_subject_name(certificate), "O", u"Keyturn local edge"_s)
        && X509_set_issuer_name(certificate, X509_get_subject_name(authority)) == 1
        && extend(certificate, authority, NID_basic_constraints, "critical,CA:FALSE")
        && extend(certificate, authority, NID_key_usage, "critical,digitalSignature")
        && extend(certificate, authority, NID_ext_key_usage, "serverAuth")
        && extend(certificate, authority, NID_subject_key_identifier, "hash")
        && extend(certificate, authority, NID_authority_key_identifier, "keyid")
        && extend(certificate, authority, NID_subject_alt_name, alternativeNames(hosts))
        && X509_sign(certificate, authorityKey, EVP_sha256()) > 0;
    return isGood ? std::move(made) : nullptr;
}

QByteArray pemOf(X509 *certificate)
{
    const Memory memory(BIO_new(BIO_s_mem()));
    if (!memory || PEM_write_bio_X509(memory.get(), certificate) != 1)
        return {};
    char *start = nullptr;
    const auto size = BIO_get_mem_data(memory.get(), &start);
    return {start, static_cast<qsizetype>(size)};
}

Certificate certificateIn(const QByteArray &pem)
{
    const Memory memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    return Certificate(PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr));
}

/// What the authority may vouch for, as it is encoded; empty where nothing limits it.
QByteArray constraintsIn(X509 *authority)
{
    const auto place = X509_get_ext_by_NID(authority, NID_name_constraints, -1);
    if (place < 0)
        return {};
    auto *data = X509_EXTENSION_get_data(X509_get_ext(authority, place));
    return {reinterpret_cast<const char *>(ASN1_STRING_get0_data(data)), ASN1_STRING_length(data)};
}

bool isFor(X509 *authority, const QStringList &hosts, const QDateTime &now)
{
    const auto wanted = makeAuthority(makeKey().get(), hosts, now);
    return wanted && constraintsIn(authority) == constraintsIn(wanted.get());
}

bool isValidFor(X509 *certificate, const QDateTime &from, qint64 days)
{
    auto first = static_cast<time_t>(from.toSecsSinceEpoch());
    auto last = static_cast<time_t>(from.addDays(days).toSecsSinceEpoch());
    return X509_cmp_time(X509_get0_notBefore(certificate), &first) < 0
        && X509_cmp_time(X509_get0_notAfter(certificate), &last) > 0;
}

bool writeForEverybody(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly)
        && file.setPermissions(onlyOwner | QFileDevice::ReadGroup | QFileDevice::ReadOther)
        && file.write(bytes) == bytes.size() && file.commit();
}

} // namespace

struct LocalCa::Private
{
    QString folder;
    QStringList hosts;
    Key key;
    Certificate certificate;
    bool isNew = false;

    [[nodiscard]] QString pathOf(QLatin1StringView name) const { return folder + u'/' + name; }
    [[nodiscard]] bool load();
    [[nodiscard]] bool make(const QDateTime &now);
};

bool LocalCa::Private::load()
{
    QFile certificateFile(pathOf(certificateName));
    QFile keyFile(pathOf(keyName));
    if (!certificateFile.open(QIODevice::ReadOnly)
        || !keyFile.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return false;
    keyFile.setPermissions(onlyOwner);
    certificate = certificateIn(certificateFile.readAll());
    key = privateKeyIn(Secret(keyFile.readAll()));
    return certificate && key && X509_check_private_key(certificate.get(), key.get()) == 1;
}

bool LocalCa::Private::make(const QDateTime &now)
{
    isNew = true;
    key = makeKey();
    certificate = key ? makeAuthority(key.get(), hosts, now) : nullptr;
    if (!certificate)
        qFatal("OpenSSL could not make a certificate authority");
    return replaceSecretFile(pathOf(keyName), privatePemOf(key.get()))
        && writeForEverybody(pathOf(certificateName), pemOf(certificate.get()));
}

LocalCa::LocalCa(std::unique_ptr<Private> made)
    : d(std::move(made))
{
}
LocalCa::LocalCa(LocalCa &&other) noexcept = default;
LocalCa &LocalCa::operator=(LocalCa &&other) noexcept = default;
LocalCa::~LocalCa() = default;

Result<LocalCa, CaError>
LocalCa::openOrMake(const QString &folder, const QStringList &hosts, const QDateTime &now)
{
    const QuietErrors quiet;
    for (const auto &host : hosts) {
        if (!isHost(host))
            return Failure{CaError::NoHost};
    }
    auto found = std::make_unique<Private>();
    found->folder = folder;
    found->hosts = allHosts(hosts);
    if (!QDir().mkpath(folder))
        return Failure{CaError::CannotWrite};
    const bool isThere = QFile::exists(found->pathOf(keyName));
    if (isThere && !QFile(found->pathOf(keyName)).open(QIODevice::ReadOnly))
        return Failure{CaError::CannotRead};
    const bool isGood = isThere && found->load() && isFor(found->certificate.get(), found->hosts, now)
        && isValidFor(found->certificate.get(), now, renewalDays);
    if (!isGood && !found->make(now))
        return Failure{CaError::CannotWrite};
    return LocalCa(std::move(found));
}

QByteArray LocalCa::certificate() const
{
    return pemOf(d->certificate.get());
}

QString LocalCa::certificateFile() const
{
    return d->pathOf(certificateName);
}

QString LocalCa::name() const
{
    QByteArray name(128, '\0');
    const auto size = X509_NAME_get_text_by_NID(
        X509_get_subject_name(d->certificate.get()), NID_commonName, name.data(),
        static_cast<int>(name.size()));
    return QString::fromUtf8(name.left(size));
}

QByteArray LocalCa::fingerprint() const
{
    QByteArray digest(EVP_MAX_MD_SIZE, '\0');
    unsigned int size = 0;
    X509_digest(d->certificate.get(), EVP_sha256(), reinterpret_cast<unsigned char *>(digest.data()), &size);
    return digest.left(size);
}

bool LocalCa::isNew() const
{
    return d->isNew;
}

ServerIdentity LocalCa::issue(const QDateTime &now) const
{
    const QuietErrors quiet;
    const auto key = makeKey();
    const auto made
        = key ? makeCertificate(key.get(), d->certificate.get(), d->key.get(), d->hosts, now) : nullptr;
    if (!made)
        qFatal("OpenSSL could not make a certificate");
    return {pemOf(made.get()), privatePemOf(key.get())};
}

} // namespace keyturn::edge
