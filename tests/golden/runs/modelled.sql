PRAGMA application_id = 1128352847;
PRAGMA user_version = 3;
BEGIN TRANSACTION;
CREATE TABLE argument (  -- the command, one row per word
  position INTEGER PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
INSERT INTO "argument" VALUES(0,'python3');
INSERT INTO "argument" VALUES(1,'analyse.py');
CREATE TABLE bucket (  -- stretches of the run, in which uses are summed up
  id INTEGER PRIMARY KEY,
  begin_s REAL NOT NULL,
  end_s REAL NOT NULL
) STRICT;
INSERT INTO "bucket" VALUES(0,0.0,0.1);
INSERT INTO "bucket" VALUES(1,0.1,0.2);
INSERT INTO "bucket" VALUES(2,0.2,3.00000000000000044408e-01);
INSERT INTO "bucket" VALUES(3,3.00000000000000044408e-01,0.4);
INSERT INTO "bucket" VALUES(4,0.4,0.5);
INSERT INTO "bucket" VALUES(5,0.5,6.00000000000000088817e-01);
INSERT INTO "bucket" VALUES(6,6.00000000000000088817e-01,7.00000000000000066613e-01);
INSERT INTO "bucket" VALUES(7,7.00000000000000066613e-01,0.8);
INSERT INTO "bucket" VALUES(8,0.8,0.9);
INSERT INTO "bucket" VALUES(9,0.9,1.0);
INSERT INTO "bucket" VALUES(10,1.0,1.1);
INSERT INTO "bucket" VALUES(11,1.1,1.20000000000000017763e+00);
INSERT INTO "bucket" VALUES(12,1.20000000000000017763e+00,1.3);
INSERT INTO "bucket" VALUES(13,1.3,1.40000000000000013322e+00);
INSERT INTO "bucket" VALUES(14,1.40000000000000013322e+00,1.5);
INSERT INTO "bucket" VALUES(15,1.5,1.6);
INSERT INTO "bucket" VALUES(16,1.6,1.70000000000000017763e+00);
INSERT INTO "bucket" VALUES(17,1.70000000000000017763e+00,1.8);
INSERT INTO "bucket" VALUES(18,1.8,1.90000000000000013322e+00);
INSERT INTO "bucket" VALUES(19,1.90000000000000013322e+00,2.0);
INSERT INTO "bucket" VALUES(20,2.0,2.1);
INSERT INTO "bucket" VALUES(21,2.1,2.2);
INSERT INTO "bucket" VALUES(22,2.2,2.30000000000000026645e+00);
INSERT INTO "bucket" VALUES(23,2.30000000000000026645e+00,2.40000000000000035527e+00);
INSERT INTO "bucket" VALUES(24,2.40000000000000035527e+00,2.5);
INSERT INTO "bucket" VALUES(25,2.5,2.581343479);
CREATE TABLE carbon (  -- one row: the intensity the run is converted with
  intensity_g_per_j REAL NOT NULL,        -- grams CO2e; times 3.6e6 is g/kWh
  intensity_u_rel REAL NOT NULL,          -- standard relative uncertainty
  place TEXT NOT NULL,
  place_name TEXT NOT NULL,
  year INTEGER,                           -- of the data
  basis TEXT NOT NULL,
  source TEXT NOT NULL,
  stated INTEGER NOT NULL,                -- 0: nobody said where, world average
  pue REAL NOT NULL,                      -- power usage effectiveness, >= 1
  pue_u REAL NOT NULL,                    -- its standard uncertainty
  pue_stated INTEGER NOT NULL,
  series TEXT NOT NULL                    -- file of an hourly series, "" none
) STRICT;
INSERT INTO "carbon" VALUES(1.27305555555555553965e-04,0.6,'WORLD','World',2025,'lifecycle,generation','OWID/Ember',0,1.2,0.0,1,'');
CREATE TABLE domain (  -- what the meters read, one row each
  id INTEGER PRIMARY KEY,                 -- 0, 1, 2, ...
  meter TEXT NOT NULL,                    -- "rapl-powercap", "model", ...
  name TEXT NOT NULL,                     -- "package-0", "dram-0", ...
  scope TEXT NOT NULL,                    -- what is inside
  source TEXT NOT NULL,                   -- where it is read
  component TEXT NOT NULL,                -- "cpu", "memory", "gpu", "node"
  role TEXT NOT NULL,                     -- "total" is added up; "inside" and "alternative" must never be
  kind TEXT NOT NULL,                     -- "measured", "integrated", "modelled", "assumed"
  u_rel REAL NOT NULL,                    -- standard relative uncertainty of the meter's gain
  update_step_s REAL NOT NULL,            -- the counter steps about this often
  package INTEGER NOT NULL                -- -1 none or all
) STRICT;
INSERT INTO "domain" VALUES(0,'model','node','node share','server model fitted on SPECpower_ssj2008 wall power','node','total','modelled',0.0,0.0,-1);
CREATE TABLE domain_total (  -- sums over the run, one row per domain
  domain INTEGER PRIMARY KEY REFERENCES domain(id),
  gross_j REAL NOT NULL,                  -- columns as in interval_energy
  idle_j REAL NOT NULL,
  tree_dynamic_j REAL NOT NULL,
  own_dynamic_j REAL NOT NULL,
  other_dynamic_j REAL NOT NULL,
  tree_static_j REAL NOT NULL,
  own_static_j REAL NOT NULL,
  share_u_j REAL NOT NULL,
  idle_known INTEGER NOT NULL,            -- 0: idle_j is 0 because nobody knows it
  idle_power_w REAL NOT NULL,
  idle_power_u_w REAL NOT NULL,           -- standard uncertainty
  factor90_low REAL NOT NULL,             -- 90 % interval of gross_j as factors on it; 0, 0: none given
  factor90_high REAL NOT NULL,
  good_readings INTEGER NOT NULL,
  gap_readings INTEGER NOT NULL,
  lost_readings INTEGER NOT NULL,
  ambiguous_readings INTEGER NOT NULL
) STRICT;
INSERT INTO "domain_total" VALUES(0,1.07702477370595595118e+01,5.43975310010760626511e+00,4.99608030737891439798e+00,3.34414329573039681431e-01,1.49186218934005410119e-16,5.10196632181915887827e+00,3.37786778288447830931e-01,7.42449563378517751743e-02,1,2.10733408566570945552e+00,6.66207440340524925659e-01,7.62618346729206697531e-01,1.44190175824868926923e+00,5,0,0,0);
CREATE TABLE function (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,                     -- for people
  linkage_name TEXT NOT NULL,             -- as the linker sees it; "" the same
  file TEXT NOT NULL,                     -- source; "" unknown
  first_line INTEGER NOT NULL,            -- 0 unknown
  module INTEGER REFERENCES module(id),   -- NULL for Python
  language TEXT NOT NULL                  -- "native", "python", "kernel"
) STRICT;
INSERT INTO "function" VALUES(0,'IncrementalEncoder','','<frozen codecs>',180,NULL,'python');
INSERT INTO "function" VALUES(1,'<module>','','<frozen codecs>',1,NULL,'python');
INSERT INTO "function" VALUES(2,'FrozenImporter.exec_module','','<frozen importlib._bootstrap>',977,NULL,'python');
INSERT INTO "function" VALUES(3,'_load_unlocked','','<frozen importlib._bootstrap>',666,NULL,'python');
INSERT INTO "function" VALUES(4,'_find_and_load_unlocked','','<frozen importlib._bootstrap>',1122,NULL,'python');
INSERT INTO "function" VALUES(5,'_find_and_load','','<frozen importlib._bootstrap>',1167,NULL,'python');
INSERT INTO "function" VALUES(6,'<module>','','/usr/lib/python3.11/encodings/__init__.py',1,NULL,'python');
INSERT INTO "function" VALUES(7,'_call_with_frames_removed','','<frozen importlib._bootstrap>',233,NULL,'python');
INSERT INTO "function" VALUES(8,'_LoaderBasics.exec_module','','<frozen importlib._bootstrap_external>',934,NULL,'python');
INSERT INTO "function" VALUES(9,'BuiltinImporter.exec_module','','<frozen importlib._bootstrap>',780,NULL,'python');
INSERT INTO "function" VALUES(10,'<module>','','/usr/lib/python3.11/collections/__init__.py',1,NULL,'python');
INSERT INTO "function" VALUES(11,'<module>','','/usr/lib/python3.11/functools.py',1,NULL,'python');
INSERT INTO "function" VALUES(12,'<module>','','/usr/lib/python3.11/enum.py',1,NULL,'python');
INSERT INTO "function" VALUES(13,'<module>','','/usr/lib/python3.11/re/__init__.py',1,NULL,'python');
INSERT INTO "function" VALUES(14,'<module>','','/usr/lib/python3.11/json/decoder.py',1,NULL,'python');
INSERT INTO "function" VALUES(15,'<module>','','/usr/lib/python3.11/json/__init__.py',1,NULL,'python');
INSERT INTO "function" VALUES(16,'<module>','','/home/user/projects/analysis/analyse.py',1,NULL,'python');
INSERT INTO "function" VALUES(17,'_path_stat','','<frozen importlib._bootstrap_external>',140,NULL,'python');
INSERT INTO "function" VALUES(18,'_path_is_mode_type','','<frozen importlib._bootstrap_external>',150,NULL,'python');
INSERT INTO "function" VALUES(19,'_path_isfile','','<frozen importlib._bootstrap_external>',159,NULL,'python');
INSERT INTO "function" VALUES(20,'FileFinder.find_spec','','<frozen importlib._bootstrap_external>',1604,NULL,'python');
INSERT INTO "function" VALUES(21,'PathFinder._get_spec','','<frozen importlib._bootstrap_external>',1464,NULL,'python');
INSERT INTO "function" VALUES(22,'PathFinder.find_spec','','<frozen importlib._bootstrap_external>',1496,NULL,'python');
INSERT INTO "function" VALUES(23,'_find_spec','','<frozen importlib._bootstrap>',1056,NULL,'python');
INSERT INTO "function" VALUES(24,'<module>','','/usr/lib/python3.11/ctypes/__init__.py',1,NULL,'python');
INSERT INTO "function" VALUES(25,'<module>','','/home/user/projects/analysis/spectra.py',1,NULL,'python');
INSERT INTO "function" VALUES(26,'make.<locals>.<listcomp>','','/home/user/projects/analysis/spectra.py',11,NULL,'python');
INSERT INTO "function" VALUES(27,'make','','/home/user/projects/analysis/spectra.py',9,NULL,'python');
INSERT INTO "function" VALUES(28,'work','','/home/user/projects/analysis/analyse.py',11,NULL,'python');
INSERT INTO "function" VALUES(29,'Thread.run','','/usr/lib/python3.11/threading.py',964,NULL,'python');
INSERT INTO "function" VALUES(30,'Thread._bootstrap_inner','','/usr/lib/python3.11/threading.py',1021,NULL,'python');
INSERT INTO "function" VALUES(31,'Thread._bootstrap','','/usr/lib/python3.11/threading.py',981,NULL,'python');
INSERT INTO "function" VALUES(32,'smooth.<locals>.<listcomp>','','/home/user/projects/analysis/spectra.py',16,NULL,'python');
INSERT INTO "function" VALUES(33,'smooth','','/home/user/projects/analysis/spectra.py',14,NULL,'python');
INSERT INTO "function" VALUES(34,'fit','','/home/user/projects/analysis/spectra.py',20,NULL,'python');
INSERT INTO "function" VALUES(35,'main','','/home/user/projects/analysis/analyse.py',16,NULL,'python');
INSERT INTO "function" VALUES(36,'_start','','',0,0,'native');
INSERT INTO "function" VALUES(37,'Py_BytesMain','','',0,0,'native');
INSERT INTO "function" VALUES(38,'python3.11+0x627e90','','',0,0,'native');
INSERT INTO "function" VALUES(39,'python3.11+0x627fe0','','',0,0,'native');
INSERT INTO "function" VALUES(40,'Py_InitializeFromConfig','','',0,0,'native');
INSERT INTO "function" VALUES(41,'python3.11+0x628ec0','','',0,0,'native');
INSERT INTO "function" VALUES(42,'PyInterpreterState_New','','',0,0,'native');
INSERT INTO "function" VALUES(43,'python3.11+0x4f95f0','','',0,0,'native');
INSERT INTO "function" VALUES(44,'PyObject_CallFunction','','',0,0,'native');
INSERT INTO "function" VALUES(45,'python3.11+0x512cc0','','',0,0,'native');
INSERT INTO "function" VALUES(46,'python3.11+0x512d30','','',0,0,'native');
INSERT INTO "function" VALUES(47,'python3.11+0x512f10','','',0,0,'native');
INSERT INTO "function" VALUES(48,'python3.11+0x5147f0','','',0,0,'native');
INSERT INTO "function" VALUES(49,'python3.11+0x63ce40','','',0,0,'native');
INSERT INTO "function" VALUES(50,'python3.11+0x63ce90','','',0,0,'native');
INSERT INTO "function" VALUES(51,'python3.11+0x646bf0','','',0,0,'native');
INSERT INTO "function" VALUES(52,'_PyCodec_Lookup','','',0,0,'native');
INSERT INTO "function" VALUES(53,'python3.11+0x646cf0','','',0,0,'native');
INSERT INTO "function" VALUES(54,'PyImport_ImportModule','','',0,0,'native');
INSERT INTO "function" VALUES(55,'PyImport_Import','','',0,0,'native');
INSERT INTO "function" VALUES(56,'python3.11+0x53ad40','','',0,0,'native');
INSERT INTO "function" VALUES(57,'python3.11+0x59d710','','',0,0,'native');
INSERT INTO "function" VALUES(58,'python3.11+0x4517d5','','',0,0,'native');
INSERT INTO "function" VALUES(59,'PyObject_CallMethodObjArgs','','',0,0,'native');
INSERT INTO "function" VALUES(60,'python3.11+0x545f70','','',0,0,'native');
INSERT INTO "function" VALUES(61,'_PyFunction_Vectorcall','','',0,0,'native');
INSERT INTO "function" VALUES(62,'python3.11+0x58dfd0','','',0,0,'native');
INSERT INTO "function" VALUES(63,'PyEval_EvalCode','','',0,0,'native');
INSERT INTO "function" VALUES(64,'PyObject_Vectorcall','','',0,0,'native');
INSERT INTO "function" VALUES(65,'python3.11+0x53adc0','','',0,0,'native');
INSERT INTO "function" VALUES(66,'PyFunction_NewWithQualName','','',0,0,'native');
INSERT INTO "function" VALUES(67,'python3.11+0x630c00','','',0,0,'native');
INSERT INTO "function" VALUES(68,'python3.11+0x50a500','','',0,0,'native');
INSERT INTO "function" VALUES(69,'python3.11+0x50ba60','','',0,0,'native');
INSERT INTO "function" VALUES(70,'python3.11+0x50bff0','','',0,0,'native');
INSERT INTO "function" VALUES(71,'Py_RunMain','','',0,0,'native');
INSERT INTO "function" VALUES(72,'_PyRun_AnyFileObject','','',0,0,'native');
INSERT INTO "function" VALUES(73,'_PyRun_SimpleFileObject','','',0,0,'native');
INSERT INTO "function" VALUES(74,'python3.11+0x6516f0','','',0,0,'native');
INSERT INTO "function" VALUES(75,'python3.11+0x645690','','',0,0,'native');
INSERT INTO "function" VALUES(76,'python3.11+0x647d50','','',0,0,'native');
INSERT INTO "function" VALUES(77,'python3.11+0x545910','','',0,0,'native');
INSERT INTO "function" VALUES(78,'python3.11+0x63c840','','',0,0,'native');
INSERT INTO "function" VALUES(79,'PyModule_ExecDef','','',0,0,'native');
INSERT INTO "function" VALUES(80,'python3.11+0x6529b0','','',0,0,'native');
INSERT INTO "function" VALUES(81,'PyModule_AddType','','',0,0,'native');
INSERT INTO "function" VALUES(82,'PyType_Ready','','',0,0,'native');
INSERT INTO "function" VALUES(83,'python3.11+0x5012c0','','',0,0,'native');
INSERT INTO "function" VALUES(84,'PyType_GenericAlloc','','',0,0,'native');
INSERT INTO "function" VALUES(85,'python3.11+0x5a1050','','',0,0,'native');
INSERT INTO "function" VALUES(86,'python3.11+0x6543a0','','',0,0,'native');
INSERT INTO "function" VALUES(87,'python3.11+0x679380','','',0,0,'native');
INSERT INTO "function" VALUES(88,'python3.11+0x583ab0','','',0,0,'native');
INSERT INTO "function" VALUES(89,'python3.11+0x584960','','',0,0,'native');
INSERT INTO "function" VALUES(90,'PyNumber_TrueDivide','','',0,0,'native');
INSERT INTO "function" VALUES(91,'python3.11+0x5fc3c0','','',0,0,'native');
INSERT INTO "function" VALUES(92,'PyObject_Malloc','','',0,0,'native');
INSERT INTO "function" VALUES(93,'python3.11+0x510850','','',0,0,'native');
INSERT INTO "function" VALUES(94,'python3.11+0x634310','','',0,0,'native');
INSERT INTO "function" VALUES(95,'_PyObject_MakeTpCall','','',0,0,'native');
INSERT INTO "function" VALUES(96,'python3.11+0x5075c0','','',0,0,'native');
INSERT INTO "function" VALUES(97,'python3.11+0x5d7ac0','','',0,0,'native');
INSERT INTO "function" VALUES(98,'python3.11+0x5fc740','','',0,0,'native');
INSERT INTO "function" VALUES(99,'python3.11+0x5db590','','',0,0,'native');
INSERT INTO "function" VALUES(100,'PyFloat_FromDouble','','',0,0,'native');
INSERT INTO "function" VALUES(101,'python3.11+0x5e4f80','','',0,0,'native');
INSERT INTO "function" VALUES(102,'python3.11+0x57d010','','',0,0,'native');
INSERT INTO "function" VALUES(103,'python3.11+0x5c8600','','',0,0,'native');
INSERT INTO "function" VALUES(104,'Py_FinalizeEx','','',0,0,'native');
INSERT INTO "function" VALUES(105,'python3.11+0x655490','','',0,0,'native');
INSERT INTO "function" VALUES(106,'python3.11+0x655de0','','',0,0,'native');
INSERT INTO "function" VALUES(107,'python3.11+0x5cd850','','',0,0,'native');
INSERT INTO "function" VALUES(108,'python3.11+0x6581c0','','',0,0,'native');
INSERT INTO "function" VALUES(109,'python3.11+0x5c0400','','',0,0,'native');
INSERT INTO "function" VALUES(110,'__exp','__GI___exp','w_exp_template.c',30,3,'native');
INSERT INTO "function" VALUES(111,'asuint64','','../sysdeps/ieee754/dbl-64/math_config.h',61,3,'native');
INSERT INTO "function" VALUES(112,'top12','','../sysdeps/ieee754/dbl-64/e_exp.c',86,3,'native');
INSERT INTO "function" VALUES(113,'__ieee754_exp_fma','','../sysdeps/ieee754/dbl-64/e_exp.c',97,3,'native');
INSERT INTO "function" VALUES(114,'specialcase','','../sysdeps/ieee754/dbl-64/e_exp.c',47,3,'native');
INSERT INTO "function" VALUES(115,'xflow','','../sysdeps/ieee754/dbl-64/math_err.c',38,3,'native');
INSERT INTO "function" VALUES(116,'with_errno','','../sysdeps/ieee754/dbl-64/math_err.c',27,3,'native');
INSERT INTO "function" VALUES(117,'libm.so.6+0x10020','','',0,3,'native');
INSERT INTO "function" VALUES(118,'__math_check_uflow','','../sysdeps/ieee754/dbl-64/math_err.c',83,3,'native');
INSERT INTO "function" VALUES(119,'__libc_start_main','','',0,6,'native');
INSERT INTO "function" VALUES(120,'__libc_start_call_main','','',0,6,'native');
INSERT INTO "function" VALUES(121,'malloc','','',0,6,'native');
INSERT INTO "function" VALUES(122,'_int_malloc','','',0,6,'native');
INSERT INTO "function" VALUES(123,'fstatat','','',0,6,'native');
INSERT INTO "function" VALUES(124,'clone3','','',0,6,'native');
INSERT INTO "function" VALUES(125,'start_thread','','',0,6,'native');
INSERT INTO "function" VALUES(126,'realloc','','',0,6,'native');
INSERT INTO "function" VALUES(127,'_int_realloc','','',0,6,'native');
INSERT INTO "function" VALUES(128,'pthread_cond_signal','','',0,6,'native');
INSERT INTO "function" VALUES(129,'cfree','','',0,6,'native');
INSERT INTO "function" VALUES(130,'_int_free','','',0,6,'native');
INSERT INTO "function" VALUES(131,'systrim.constprop.0','','',0,6,'native');
INSERT INTO "function" VALUES(132,'__default_morecore','','',0,6,'native');
INSERT INTO "function" VALUES(133,'__sbrk','','',0,6,'native');
INSERT INTO "function" VALUES(134,'brk','','',0,6,'native');
INSERT INTO "function" VALUES(135,'_start','','',0,8,'native');
INSERT INTO "function" VALUES(136,'_dl_start','','',0,8,'native');
INSERT INTO "function" VALUES(137,'_dl_sysdep_start','','',0,8,'native');
INSERT INTO "function" VALUES(138,'dl_main','','',0,8,'native');
INSERT INTO "function" VALUES(139,'_dl_map_object_deps','','',0,8,'native');
INSERT INTO "function" VALUES(140,'_dl_dst_count','','',0,8,'native');
INSERT INTO "function" VALUES(141,'index','','',0,8,'native');
INSERT INTO "function" VALUES(142,'_dl_relocate_object','','',0,8,'native');
INSERT INTO "function" VALUES(143,'_dl_protect_relro','','',0,8,'native');
INSERT INTO "function" VALUES(144,'mprotect','','',0,8,'native');
INSERT INTO "function" VALUES(145,'ffi_call','','',0,9,'native');
INSERT INTO "function" VALUES(146,'libffi.so.8.1.2+0x6250','','',0,9,'native');
INSERT INTO "function" VALUES(147,'libffi.so.8.1.2+0x6f28','','',0,9,'native');
INSERT INTO "function" VALUES(148,'residual','','/home/user/projects/analysis/fit.c',3,10,'native');
INSERT INTO "function" VALUES(149,'fit','','/home/user/projects/analysis/fit.c',13,10,'native');
INSERT INTO "function" VALUES(150,'_ctypes.cpython-311-x86_64-linux-gnu.so+0x94e3','','',0,11,'native');
INSERT INTO "function" VALUES(151,'_ctypes.cpython-311-x86_64-linux-gnu.so+0x9f1d','','',0,11,'native');
CREATE TABLE interval (  -- what happened between two readings
  id INTEGER PRIMARY KEY,                 -- ascends with time; numbers are left out where neighbours were joined
  begin_s REAL NOT NULL,
  end_s REAL NOT NULL,
  tree_user_s REAL NOT NULL,              -- CPU time of the program's processes
  tree_system_s REAL NOT NULL,
  own_s REAL NOT NULL,                    -- CPU time of calo
  others_s REAL NOT NULL,                 -- CPU time of everybody else
  steal_s REAL NOT NULL,                  -- CPU time taken by the hypervisor
  processes INTEGER NOT NULL,             -- at the end of the interval, also threads and memory
  threads INTEGER NOT NULL,
  rss_bytes REAL NOT NULL,
  pss_bytes REAL,
  swap_bytes REAL,
  minor_faults INTEGER NOT NULL,
  major_faults INTEGER NOT NULL,
  context_switches INTEGER,               -- of the whole machine
  read_chars_bytes REAL,                  -- through read(2) and friends
  written_chars_bytes REAL,
  read_disk_bytes REAL,                   -- that reached storage
  written_disk_bytes REAL,
  frequency_hz REAL,                      -- mean
  temperature_celsius REAL                -- mean
) STRICT;
INSERT INTO "interval" VALUES(0,0.0,0.105006072,0.0326313408,2.17542272000000036502e-02,6.33899999999999741451e-03,0.0,0.0,1,1,7573504.0,5499904.0,0.0,708,0,73,13291.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(1,0.105006072,0.905259655,3.36508031700000043162e-01,1.01292230300000007936e-01,4.77989999999999942703e-02,0.0,0.0,1,3,13520896.0,11158528.0,NULL,1097,0,559,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(2,0.905259655,1.805009291,5.07507275896039500295e-01,0.0180231181039604,0.02534,0.0,0.0,1,3,13520896.0,NULL,0.0,0,0,622,757282.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(3,1.805009291,2.404907944,3.03369802878769689868e-01,1.28974121230474025878e-04,1.08050000000000090416e-02,0.0,0.0,1,1,13651968.0,11131904.0,NULL,82,0,417,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(4,2.404907944,2.581343479,5.59945487251907181303e-02,2.83754502748090331465e-02,4.29500000000002102318e-03,0.0,0.0,0,0,0.0,NULL,NULL,52,0,130,1.0,15.0,0.0,0.0,NULL,NULL);
CREATE TABLE interval_energy (  -- energy of each domain in each interval, shared out:
  interval INTEGER NOT NULL REFERENCES interval(id),
  domain INTEGER NOT NULL REFERENCES domain(id),
  gross_j REAL NOT NULL,                  -- = idle + tree_dynamic + own_dynamic + other_dynamic
  idle_j REAL NOT NULL,
  tree_dynamic_j REAL NOT NULL,           -- the program's processes
  own_dynamic_j REAL NOT NULL,            -- calo
  other_dynamic_j REAL NOT NULL,          -- everybody else
  tree_static_j REAL NOT NULL,            -- the program's part of idle, by busy CPU time
  own_static_j REAL NOT NULL,
  share_u_j REAL NOT NULL,                -- standard uncertainty of tree_dynamic_j from the sharing alone
  outcome TEXT NOT NULL,                  -- "good", "first", "gap", "ambiguous", "lost", "gone"
  PRIMARY KEY (interval, domain)
) STRICT, WITHOUT ROWID;
INSERT INTO "interval_energy" VALUES(0,0,4.37436882854172814916e-01,2.21282874727467659958e-01,1.93589825249106367577e-01,2.25641828775987908495e-02,-3.46944695195361418882e-18,1.98183292645674719034e-01,2.30995820817929409241e-02,4.85009323641430196288e-03,'good');
INSERT INTO "interval_energy" VALUES(1,0,3.3881175231237588008e+00,1.68640165263201313727e+00,1.5342108447249747094e+00,1.67505025766770898609e-01,5.55111512312578270211e-17,1.52040405151918944781e+00,1.65997601112823717217e-01,3.62440802063701897339e-02,'good');
INSERT INTO "interval_energy" VALUES(2,0,3.82084106255115107941e+00,1.89607307650811462984e+00,1.83622879189216936524e+00,8.85391941508669177984e-02,1.66533453693773481063e-16,1.80885384620997,8.72192302981445594101e-02,2.02719353633868358544e-02,'good');
INSERT INTO "interval_energy" VALUES(3,0,2.42089356748329809221e+00,1.26418687941184604284e+00,1.1169419232827297872e+00,3.97647647887223523732e-02,-9.02056207507939689094e-17,1.22072720685422031472e+00,4.34596725576256726064e-02,9.21545971576654548984e-03,'good');
INSERT INTO "interval_energy" VALUES(4,0,7.02958701047180056775e-01,3.71808616828165239276e-01,3.1510892222993408529e-01,1.60411619890807113919e-02,2.08166817117216851329e-17,3.53797924590104284625e-01,1.80106922380609477118e-02,3.66338781591390647007e-03,'good');
CREATE TABLE location (  -- places in code
  id INTEGER PRIMARY KEY,
  module INTEGER REFERENCES module(id),   -- NULL for Python
  address INTEGER NOT NULL                -- virtual address in the module's own file; 0 for Python
) STRICT;
INSERT INTO "location" VALUES(0,0,6454224);
INSERT INTO "location" VALUES(1,6,160516);
INSERT INTO "location" VALUES(2,6,160329);
INSERT INTO "location" VALUES(3,0,6454582);
INSERT INTO "location" VALUES(4,0,6454943);
INSERT INTO "location" VALUES(5,0,6455384);
INSERT INTO "location" VALUES(6,0,6458794);
INSERT INTO "location" VALUES(7,0,6459408);
INSERT INTO "location" VALUES(8,0,6474263);
INSERT INTO "location" VALUES(9,0,6459541);
INSERT INTO "location" VALUES(10,0,5219027);
INSERT INTO "location" VALUES(11,0,5318838);
INSERT INTO "location" VALUES(12,0,5319923);
INSERT INTO "location" VALUES(13,0,5320161);
INSERT INTO "location" VALUES(14,0,5322888);
INSERT INTO "location" VALUES(15,0,5327008);
INSERT INTO "location" VALUES(16,6,625353);
INSERT INTO "location" VALUES(17,6,622857);
INSERT INTO "location" VALUES(18,8,109431);
INSERT INTO "location" VALUES(19,8,113867);
INSERT INTO "location" VALUES(20,8,107342);
INSERT INTO "location" VALUES(21,8,121620);
INSERT INTO "location" VALUES(22,8,9843);
INSERT INTO "location" VALUES(23,8,22915);
INSERT INTO "location" VALUES(24,8,139939);
INSERT INTO "location" VALUES(25,8,122424);
INSERT INTO "location" VALUES(26,8,60663);
INSERT INTO "location" VALUES(27,8,56108);
INSERT INTO "location" VALUES(28,8,134407);
INSERT INTO "location" VALUES(29,0,6458833);
INSERT INTO "location" VALUES(30,0,6540910);
INSERT INTO "location" VALUES(31,0,6541515);
INSERT INTO "location" VALUES(32,0,6581283);
INSERT INTO "location" VALUES(33,0,5901914);
INSERT INTO "location" VALUES(34,0,6581674);
INSERT INTO "location" VALUES(35,0,5886135);
INSERT INTO "location" VALUES(36,0,5886553);
INSERT INTO "location" VALUES(37,0,5318562);
INSERT INTO "location" VALUES(38,0,5483910);
INSERT INTO "location" VALUES(39,0,5888034);
INSERT INTO "location" VALUES(40,0,4528836);
INSERT INTO "location" VALUES(41,0,5777130);
INSERT INTO "location" VALUES(42,0,5530190);
INSERT INTO "location" VALUES(43,0,5622224);
INSERT INTO "location" VALUES(44,NULL,0);
INSERT INTO "location" VALUES(45,NULL,0);
INSERT INTO "location" VALUES(46,NULL,0);
INSERT INTO "location" VALUES(47,NULL,0);
INSERT INTO "location" VALUES(48,NULL,0);
INSERT INTO "location" VALUES(49,0,5824765);
INSERT INTO "location" VALUES(50,0,5387962);
INSERT INTO "location" VALUES(51,NULL,0);
INSERT INTO "location" VALUES(52,NULL,0);
INSERT INTO "location" VALUES(53,0,5483707);
INSERT INTO "location" VALUES(54,NULL,0);
INSERT INTO "location" VALUES(55,0,5484915);
INSERT INTO "location" VALUES(56,NULL,0);
INSERT INTO "location" VALUES(57,0,5478735);
INSERT INTO "location" VALUES(58,0,6491190);
INSERT INTO "location" VALUES(59,0,5285377);
INSERT INTO "location" VALUES(60,0,5290685);
INSERT INTO "location" VALUES(61,0,5292168);
INSERT INTO "location" VALUES(62,0,6619262);
INSERT INTO "location" VALUES(63,0,6623971);
INSERT INTO "location" VALUES(64,0,6624442);
INSERT INTO "location" VALUES(65,0,6625135);
INSERT INTO "location" VALUES(66,0,6575854);
INSERT INTO "location" VALUES(67,0,6585750);
INSERT INTO "location" VALUES(68,NULL,0);
INSERT INTO "location" VALUES(69,NULL,0);
INSERT INTO "location" VALUES(70,NULL,0);
INSERT INTO "location" VALUES(71,NULL,0);
INSERT INTO "location" VALUES(72,NULL,0);
INSERT INTO "location" VALUES(73,NULL,0);
INSERT INTO "location" VALUES(74,NULL,0);
INSERT INTO "location" VALUES(75,NULL,0);
INSERT INTO "location" VALUES(76,0,5527906);
INSERT INTO "location" VALUES(77,0,6539339);
INSERT INTO "location" VALUES(78,0,5614030);
INSERT INTO "location" VALUES(79,0,6629906);
INSERT INTO "location" VALUES(80,0,5680513);
INSERT INTO "location" VALUES(81,0,5247622);
INSERT INTO "location" VALUES(82,0,5248129);
INSERT INTO "location" VALUES(83,0,5276560);
INSERT INTO "location" VALUES(84,NULL,0);
INSERT INTO "location" VALUES(85,NULL,0);
INSERT INTO "location" VALUES(86,NULL,0);
INSERT INTO "location" VALUES(87,NULL,0);
INSERT INTO "location" VALUES(88,NULL,0);
INSERT INTO "location" VALUES(89,NULL,0);
INSERT INTO "location" VALUES(90,NULL,0);
INSERT INTO "location" VALUES(91,NULL,0);
INSERT INTO "location" VALUES(92,NULL,0);
INSERT INTO "location" VALUES(93,NULL,0);
INSERT INTO "location" VALUES(94,NULL,0);
INSERT INTO "location" VALUES(95,0,5902827);
INSERT INTO "location" VALUES(96,6,1013866);
INSERT INTO "location" VALUES(97,6,1087723);
INSERT INTO "location" VALUES(98,6,561652);
INSERT INTO "location" VALUES(99,0,6636467);
INSERT INTO "location" VALUES(100,0,6788043);
INSERT INTO "location" VALUES(101,0,5782375);
INSERT INTO "location" VALUES(102,0,5786403);
INSERT INTO "location" VALUES(103,NULL,0);
INSERT INTO "location" VALUES(104,NULL,0);
INSERT INTO "location" VALUES(105,NULL,0);
INSERT INTO "location" VALUES(106,NULL,0);
INSERT INTO "location" VALUES(107,NULL,0);
INSERT INTO "location" VALUES(108,NULL,0);
INSERT INTO "location" VALUES(109,0,6081536);
INSERT INTO "location" VALUES(110,0,6276250);
INSERT INTO "location" VALUES(111,0,5223384);
INSERT INTO "location" VALUES(112,0,5311019);
INSERT INTO "location" VALUES(113,6,627422);
INSERT INTO "location" VALUES(114,6,623973);
INSERT INTO "location" VALUES(115,NULL,0);
INSERT INTO "location" VALUES(116,NULL,0);
INSERT INTO "location" VALUES(117,0,6505303);
INSERT INTO "location" VALUES(118,6,556735);
INSERT INTO "location" VALUES(119,NULL,0);
INSERT INTO "location" VALUES(120,NULL,0);
INSERT INTO "location" VALUES(121,0,5341122);
INSERT INTO "location" VALUES(122,11,38524);
INSERT INTO "location" VALUES(123,11,42026);
INSERT INTO "location" VALUES(124,9,27404);
INSERT INTO "location" VALUES(125,9,25613);
INSERT INTO "location" VALUES(126,9,28537);
INSERT INTO "location" VALUES(127,10,4551);
INSERT INTO "location" VALUES(128,3,234362);
INSERT INTO "location" VALUES(129,3,453552);
INSERT INTO "location" VALUES(130,3,453854);
INSERT INTO "location" VALUES(131,3,424532);
INSERT INTO "location" VALUES(132,3,453930);
INSERT INTO "location" VALUES(133,10,4526);
INSERT INTO "location" VALUES(134,3,234403);
INSERT INTO "location" VALUES(135,10,4569);
INSERT INTO "location" VALUES(136,3,453952);
INSERT INTO "location" VALUES(137,3,453850);
INSERT INTO "location" VALUES(138,3,234358);
INSERT INTO "location" VALUES(139,3,424518);
INSERT INTO "location" VALUES(140,3,234353);
INSERT INTO "location" VALUES(141,3,234393);
INSERT INTO "location" VALUES(142,3,453719);
INSERT INTO "location" VALUES(143,3,453557);
INSERT INTO "location" VALUES(144,10,4575);
INSERT INTO "location" VALUES(145,3,453705);
INSERT INTO "location" VALUES(146,10,4565);
INSERT INTO "location" VALUES(147,10,4556);
INSERT INTO "location" VALUES(148,3,453733);
INSERT INTO "location" VALUES(149,10,4531);
INSERT INTO "location" VALUES(150,3,453858);
INSERT INTO "location" VALUES(151,3,453944);
INSERT INTO "location" VALUES(152,3,424506);
INSERT INTO "location" VALUES(153,3,453662);
INSERT INTO "location" VALUES(154,3,66048);
INSERT INTO "location" VALUES(155,3,234406);
INSERT INTO "location" VALUES(156,3,453928);
INSERT INTO "location" VALUES(157,3,453613);
INSERT INTO "location" VALUES(158,10,4547);
INSERT INTO "location" VALUES(159,3,453638);
INSERT INTO "location" VALUES(160,10,4543);
INSERT INTO "location" VALUES(161,3,453678);
INSERT INTO "location" VALUES(162,3,453920);
INSERT INTO "location" VALUES(163,3,234391);
INSERT INTO "location" VALUES(164,3,234363);
INSERT INTO "location" VALUES(165,3,453860);
INSERT INTO "location" VALUES(166,3,424698);
INSERT INTO "location" VALUES(167,3,234371);
INSERT INTO "location" VALUES(168,10,4585);
INSERT INTO "location" VALUES(169,3,234387);
INSERT INTO "location" VALUES(170,10,4509);
INSERT INTO "location" VALUES(171,3,453710);
INSERT INTO "location" VALUES(172,NULL,0);
INSERT INTO "location" VALUES(173,NULL,0);
INSERT INTO "location" VALUES(174,0,5273881);
INSERT INTO "location" VALUES(175,6,626526);
INSERT INTO "location" VALUES(176,6,616748);
INSERT INTO "location" VALUES(177,6,614627);
INSERT INTO "location" VALUES(178,6,614465);
INSERT INTO "location" VALUES(179,6,1039636);
INSERT INTO "location" VALUES(180,6,1039431);
INSERT INTO "location" VALUES(181,0,6126461);
INSERT INTO "location" VALUES(182,0,6277303);
INSERT INTO "location" VALUES(183,0,6276326);
INSERT INTO "location" VALUES(184,0,6141374);
INSERT INTO "location" VALUES(185,0,5310180);
INSERT INTO "location" VALUES(186,0,6180812);
INSERT INTO "location" VALUES(187,0,5754923);
INSERT INTO "location" VALUES(188,0,6081298);
INSERT INTO "location" VALUES(189,0,6141398);
INSERT INTO "location" VALUES(190,0,6063908);
INSERT INTO "location" VALUES(191,0,6619363);
INSERT INTO "location" VALUES(192,0,6582921);
INSERT INTO "location" VALUES(193,0,6641356);
INSERT INTO "location" VALUES(194,0,6643211);
INSERT INTO "location" VALUES(195,0,5286963);
INSERT INTO "location" VALUES(196,0,6583022);
INSERT INTO "location" VALUES(197,0,6084752);
INSERT INTO "location" VALUES(198,0,6656672);
INSERT INTO "location" VALUES(199,0,5287378);
INSERT INTO "location" VALUES(200,0,6030354);
CREATE TABLE location_line (  -- functions and lines of a location: inlined ones in each other
  location INTEGER NOT NULL REFERENCES location(id),
  position INTEGER NOT NULL,              -- 0 innermost
  function INTEGER NOT NULL REFERENCES function(id),
  line INTEGER NOT NULL,                  -- 0 unknown
  PRIMARY KEY (location, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "location_line" VALUES(0,0,36,0);
INSERT INTO "location_line" VALUES(1,0,119,0);
INSERT INTO "location_line" VALUES(2,0,120,0);
INSERT INTO "location_line" VALUES(3,0,37,0);
INSERT INTO "location_line" VALUES(4,0,38,0);
INSERT INTO "location_line" VALUES(5,0,39,0);
INSERT INTO "location_line" VALUES(6,0,40,0);
INSERT INTO "location_line" VALUES(7,0,41,0);
INSERT INTO "location_line" VALUES(8,0,42,0);
INSERT INTO "location_line" VALUES(9,0,41,0);
INSERT INTO "location_line" VALUES(10,0,43,0);
INSERT INTO "location_line" VALUES(11,0,44,0);
INSERT INTO "location_line" VALUES(12,0,45,0);
INSERT INTO "location_line" VALUES(13,0,46,0);
INSERT INTO "location_line" VALUES(14,0,47,0);
INSERT INTO "location_line" VALUES(15,0,48,0);
INSERT INTO "location_line" VALUES(16,0,121,0);
INSERT INTO "location_line" VALUES(17,0,122,0);
INSERT INTO "location_line" VALUES(18,0,135,0);
INSERT INTO "location_line" VALUES(19,0,136,0);
INSERT INTO "location_line" VALUES(20,0,137,0);
INSERT INTO "location_line" VALUES(21,0,138,0);
INSERT INTO "location_line" VALUES(22,0,139,0);
INSERT INTO "location_line" VALUES(23,0,140,0);
INSERT INTO "location_line" VALUES(24,0,141,0);
INSERT INTO "location_line" VALUES(25,0,138,0);
INSERT INTO "location_line" VALUES(26,0,142,0);
INSERT INTO "location_line" VALUES(27,0,143,0);
INSERT INTO "location_line" VALUES(28,0,144,0);
INSERT INTO "location_line" VALUES(29,0,40,0);
INSERT INTO "location_line" VALUES(30,0,49,0);
INSERT INTO "location_line" VALUES(31,0,50,0);
INSERT INTO "location_line" VALUES(32,0,51,0);
INSERT INTO "location_line" VALUES(33,0,52,0);
INSERT INTO "location_line" VALUES(34,0,53,0);
INSERT INTO "location_line" VALUES(35,0,54,0);
INSERT INTO "location_line" VALUES(36,0,55,0);
INSERT INTO "location_line" VALUES(37,0,44,0);
INSERT INTO "location_line" VALUES(38,0,56,0);
INSERT INTO "location_line" VALUES(39,0,57,0);
INSERT INTO "location_line" VALUES(40,0,58,0);
INSERT INTO "location_line" VALUES(41,0,59,0);
INSERT INTO "location_line" VALUES(42,0,60,0);
INSERT INTO "location_line" VALUES(43,0,61,0);
INSERT INTO "location_line" VALUES(44,0,5,1178);
INSERT INTO "location_line" VALUES(45,0,4,1149);
INSERT INTO "location_line" VALUES(46,0,3,690);
INSERT INTO "location_line" VALUES(47,0,8,940);
INSERT INTO "location_line" VALUES(48,0,7,241);
INSERT INTO "location_line" VALUES(49,0,62,0);
INSERT INTO "location_line" VALUES(50,0,63,0);
INSERT INTO "location_line" VALUES(51,0,6,31);
INSERT INTO "location_line" VALUES(52,0,2,982);
INSERT INTO "location_line" VALUES(53,0,64,0);
INSERT INTO "location_line" VALUES(54,0,1,180);
INSERT INTO "location_line" VALUES(55,0,65,0);
INSERT INTO "location_line" VALUES(56,0,0,197);
INSERT INTO "location_line" VALUES(57,0,66,0);
INSERT INTO "location_line" VALUES(58,0,67,0);
INSERT INTO "location_line" VALUES(59,0,68,0);
INSERT INTO "location_line" VALUES(60,0,69,0);
INSERT INTO "location_line" VALUES(61,0,70,0);
INSERT INTO "location_line" VALUES(62,0,71,0);
INSERT INTO "location_line" VALUES(63,0,72,0);
INSERT INTO "location_line" VALUES(64,0,73,0);
INSERT INTO "location_line" VALUES(65,0,74,0);
INSERT INTO "location_line" VALUES(66,0,75,0);
INSERT INTO "location_line" VALUES(67,0,76,0);
INSERT INTO "location_line" VALUES(68,0,16,2);
INSERT INTO "location_line" VALUES(69,0,15,106);
INSERT INTO "location_line" VALUES(70,0,14,3);
INSERT INTO "location_line" VALUES(71,0,13,124);
INSERT INTO "location_line" VALUES(72,0,12,5);
INSERT INTO "location_line" VALUES(73,0,11,18);
INSERT INTO "location_line" VALUES(74,0,10,42);
INSERT INTO "location_line" VALUES(75,0,9,783);
INSERT INTO "location_line" VALUES(76,0,77,0);
INSERT INTO "location_line" VALUES(77,0,78,0);
INSERT INTO "location_line" VALUES(78,0,79,0);
INSERT INTO "location_line" VALUES(79,0,80,0);
INSERT INTO "location_line" VALUES(80,0,81,0);
INSERT INTO "location_line" VALUES(81,0,82,0);
INSERT INTO "location_line" VALUES(82,0,83,0);
INSERT INTO "location_line" VALUES(83,0,84,0);
INSERT INTO "location_line" VALUES(84,0,16,6);
INSERT INTO "location_line" VALUES(85,0,25,2);
INSERT INTO "location_line" VALUES(86,0,24,8);
INSERT INTO "location_line" VALUES(87,0,4,1140);
INSERT INTO "location_line" VALUES(88,0,23,1080);
INSERT INTO "location_line" VALUES(89,0,22,1504);
INSERT INTO "location_line" VALUES(90,0,21,1476);
INSERT INTO "location_line" VALUES(91,0,20,1645);
INSERT INTO "location_line" VALUES(92,0,19,161);
INSERT INTO "location_line" VALUES(93,0,18,153);
INSERT INTO "location_line" VALUES(94,0,17,147);
INSERT INTO "location_line" VALUES(95,0,85,0);
INSERT INTO "location_line" VALUES(96,0,123,0);
INSERT INTO "location_line" VALUES(97,0,124,0);
INSERT INTO "location_line" VALUES(98,0,125,0);
INSERT INTO "location_line" VALUES(99,0,86,0);
INSERT INTO "location_line" VALUES(100,0,87,0);
INSERT INTO "location_line" VALUES(101,0,88,0);
INSERT INTO "location_line" VALUES(102,0,89,0);
INSERT INTO "location_line" VALUES(103,0,31,995);
INSERT INTO "location_line" VALUES(104,0,30,1038);
INSERT INTO "location_line" VALUES(105,0,29,975);
INSERT INTO "location_line" VALUES(106,0,28,12);
INSERT INTO "location_line" VALUES(107,0,27,11);
INSERT INTO "location_line" VALUES(108,0,26,11);
INSERT INTO "location_line" VALUES(109,0,90,0);
INSERT INTO "location_line" VALUES(110,0,91,0);
INSERT INTO "location_line" VALUES(111,0,92,0);
INSERT INTO "location_line" VALUES(112,0,93,0);
INSERT INTO "location_line" VALUES(113,0,126,0);
INSERT INTO "location_line" VALUES(114,0,127,0);
INSERT INTO "location_line" VALUES(115,0,33,16);
INSERT INTO "location_line" VALUES(116,0,32,16);
INSERT INTO "location_line" VALUES(117,0,94,0);
INSERT INTO "location_line" VALUES(118,0,128,0);
INSERT INTO "location_line" VALUES(119,0,28,13);
INSERT INTO "location_line" VALUES(120,0,34,22);
INSERT INTO "location_line" VALUES(121,0,95,0);
INSERT INTO "location_line" VALUES(122,0,150,0);
INSERT INTO "location_line" VALUES(123,0,151,0);
INSERT INTO "location_line" VALUES(124,0,145,0);
INSERT INTO "location_line" VALUES(125,0,146,0);
INSERT INTO "location_line" VALUES(126,0,147,0);
INSERT INTO "location_line" VALUES(127,0,148,7);
INSERT INTO "location_line" VALUES(127,1,149,17);
INSERT INTO "location_line" VALUES(128,0,110,32);
INSERT INTO "location_line" VALUES(129,0,111,67);
INSERT INTO "location_line" VALUES(129,1,112,88);
INSERT INTO "location_line" VALUES(129,2,113,104);
INSERT INTO "location_line" VALUES(130,0,114,63);
INSERT INTO "location_line" VALUES(130,1,113,153);
INSERT INTO "location_line" VALUES(131,0,115,41);
INSERT INTO "location_line" VALUES(132,0,114,75);
INSERT INTO "location_line" VALUES(132,1,113,153);
INSERT INTO "location_line" VALUES(133,0,148,7);
INSERT INTO "location_line" VALUES(133,1,149,17);
INSERT INTO "location_line" VALUES(134,0,110,33);
INSERT INTO "location_line" VALUES(135,0,148,8);
INSERT INTO "location_line" VALUES(135,1,149,17);
INSERT INTO "location_line" VALUES(136,0,114,78);
INSERT INTO "location_line" VALUES(136,1,113,153);
INSERT INTO "location_line" VALUES(137,0,114,62);
INSERT INTO "location_line" VALUES(137,1,113,153);
INSERT INTO "location_line" VALUES(138,0,110,32);
INSERT INTO "location_line" VALUES(139,0,115,40);
INSERT INTO "location_line" VALUES(140,0,110,31);
INSERT INTO "location_line" VALUES(141,0,110,33);
INSERT INTO "location_line" VALUES(142,0,113,152);
INSERT INTO "location_line" VALUES(143,0,112,88);
INSERT INTO "location_line" VALUES(143,1,113,104);
INSERT INTO "location_line" VALUES(144,0,148,8);
INSERT INTO "location_line" VALUES(144,1,149,17);
INSERT INTO "location_line" VALUES(145,0,113,151);
INSERT INTO "location_line" VALUES(146,0,148,8);
INSERT INTO "location_line" VALUES(146,1,149,17);
INSERT INTO "location_line" VALUES(147,0,148,7);
INSERT INTO "location_line" VALUES(147,1,149,17);
INSERT INTO "location_line" VALUES(148,0,113,157);
INSERT INTO "location_line" VALUES(149,0,148,7);
INSERT INTO "location_line" VALUES(149,1,149,17);
INSERT INTO "location_line" VALUES(150,0,114,63);
INSERT INTO "location_line" VALUES(150,1,113,153);
INSERT INTO "location_line" VALUES(151,0,114,78);
INSERT INTO "location_line" VALUES(151,1,113,153);
INSERT INTO "location_line" VALUES(152,0,116,31);
INSERT INTO "location_line" VALUES(153,0,113,141);
INSERT INTO "location_line" VALUES(154,0,117,0);
INSERT INTO "location_line" VALUES(155,0,110,37);
INSERT INTO "location_line" VALUES(156,0,114,75);
INSERT INTO "location_line" VALUES(156,1,113,153);
INSERT INTO "location_line" VALUES(157,0,113,151);
INSERT INTO "location_line" VALUES(158,0,148,7);
INSERT INTO "location_line" VALUES(158,1,149,17);
INSERT INTO "location_line" VALUES(159,0,113,139);
INSERT INTO "location_line" VALUES(160,0,148,7);
INSERT INTO "location_line" VALUES(160,1,149,17);
INSERT INTO "location_line" VALUES(161,0,113,141);
INSERT INTO "location_line" VALUES(162,0,114,73);
INSERT INTO "location_line" VALUES(162,1,113,153);
INSERT INTO "location_line" VALUES(163,0,110,33);
INSERT INTO "location_line" VALUES(164,0,110,33);
INSERT INTO "location_line" VALUES(165,0,114,80);
INSERT INTO "location_line" VALUES(165,1,113,153);
INSERT INTO "location_line" VALUES(166,0,118,85);
INSERT INTO "location_line" VALUES(167,0,110,33);
INSERT INTO "location_line" VALUES(168,0,148,5);
INSERT INTO "location_line" VALUES(168,1,149,17);
INSERT INTO "location_line" VALUES(169,0,110,33);
INSERT INTO "location_line" VALUES(170,0,148,6);
INSERT INTO "location_line" VALUES(170,1,149,17);
INSERT INTO "location_line" VALUES(171,0,113,151);
INSERT INTO "location_line" VALUES(172,0,16,27);
INSERT INTO "location_line" VALUES(173,0,35,23);
INSERT INTO "location_line" VALUES(174,0,96,0);
INSERT INTO "location_line" VALUES(175,0,129,0);
INSERT INTO "location_line" VALUES(176,0,130,0);
INSERT INTO "location_line" VALUES(177,0,131,0);
INSERT INTO "location_line" VALUES(178,0,132,0);
INSERT INTO "location_line" VALUES(179,0,133,0);
INSERT INTO "location_line" VALUES(180,0,134,0);
INSERT INTO "location_line" VALUES(181,0,97,0);
INSERT INTO "location_line" VALUES(182,0,98,0);
INSERT INTO "location_line" VALUES(183,0,91,0);
INSERT INTO "location_line" VALUES(184,0,99,0);
INSERT INTO "location_line" VALUES(185,0,100,0);
INSERT INTO "location_line" VALUES(186,0,101,0);
INSERT INTO "location_line" VALUES(187,0,102,0);
INSERT INTO "location_line" VALUES(188,0,90,0);
INSERT INTO "location_line" VALUES(189,0,99,0);
INSERT INTO "location_line" VALUES(190,0,103,0);
INSERT INTO "location_line" VALUES(191,0,71,0);
INSERT INTO "location_line" VALUES(192,0,104,0);
INSERT INTO "location_line" VALUES(193,0,105,0);
INSERT INTO "location_line" VALUES(194,0,106,0);
INSERT INTO "location_line" VALUES(195,0,68,0);
INSERT INTO "location_line" VALUES(196,0,104,0);
INSERT INTO "location_line" VALUES(197,0,107,0);
INSERT INTO "location_line" VALUES(198,0,108,0);
INSERT INTO "location_line" VALUES(199,0,68,0);
INSERT INTO "location_line" VALUES(200,0,109,0);
CREATE TABLE machine (  -- one row; no serial numbers, no addresses, no host name
  cpu_model TEXT NOT NULL,                -- "" unknown, also below
  cpu_vendor TEXT NOT NULL,
  cpu_family INTEGER NOT NULL,            -- CPUID; -1 unknown, also below
  cpu_model_number INTEGER NOT NULL,
  cpu_stepping INTEGER NOT NULL,
  sockets INTEGER NOT NULL,               -- 0 unknown, also below
  cores INTEGER NOT NULL,                 -- physical
  threads INTEGER NOT NULL,               -- logical CPUs online
  smt INTEGER NOT NULL,                   -- 0, 1
  memory_bytes REAL NOT NULL,
  virtualisation TEXT NOT NULL,           -- "" on bare metal
  cpu_limit REAL,                         -- CPUs the cgroup allows; NULL unlimited
  kernel TEXT NOT NULL,
  governor TEXT NOT NULL,
  turbo TEXT NOT NULL                     -- "on", "off", ""
) STRICT;
INSERT INTO "machine" VALUES('Intel(R) Xeon(R) Platinum 8375C CPU @ 2.90GHz','Intel',6,106,6,1,2,2,0,16777216000.0,'unknown hypervisor',NULL,'6.8.0-45-generic','','');
CREATE TABLE module (  -- files that machine code came from
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL,
  build_id TEXT NOT NULL,                 -- hexadecimal; "" none
  interpreter INTEGER NOT NULL            -- 1: it runs Python code
) STRICT;
INSERT INTO "module" VALUES(0,'/usr/bin/python3.11','571d98e01096d5c1c32420d229a6731a0a50d2a0',1);
INSERT INTO "module" VALUES(1,'[vdso]','b0af7178ba47aca58d16966d2c4d17c913589189',0);
INSERT INTO "module" VALUES(2,'/usr/lib/calo/libcalo-agent.so','afc1e5f0d949ccada7b889e8ad4162f607f501ce',0);
INSERT INTO "module" VALUES(3,'/lib/x86_64-linux-gnu/libm.so.6','d6e6f9e3af1243eed9bf5efd366dd015a9f22c13',0);
INSERT INTO "module" VALUES(4,'/lib/x86_64-linux-gnu/libz.so.1','1f95d5498d283b79505861523e20b3db2afdf518',0);
INSERT INTO "module" VALUES(5,'/lib/x86_64-linux-gnu/libexpat.so.1','a2f37366bc9782b9306773fd6318838fbae5ad5d',0);
INSERT INTO "module" VALUES(6,'/lib/x86_64-linux-gnu/libc.so.6','93ac61ec5a8eb1396f9fbd350e3169a558528a40',0);
INSERT INTO "module" VALUES(7,'/lib64/ld-linux-x86-64.so.2','7ebc65e52f2bbea498b4040fa92f7238377aaba9',0);
INSERT INTO "module" VALUES(8,'/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2','7ebc65e52f2bbea498b4040fa92f7238377aaba9',0);
INSERT INTO "module" VALUES(9,'/usr/lib/x86_64-linux-gnu/libffi.so.8.1.2','4b5ef0d8f602b880c279f15ed3b07bf6686ea09b',0);
INSERT INTO "module" VALUES(10,'/home/user/projects/analysis/libfit.so','b7c53aafb8932ba49029e211cd4607c327f400cf',0);
INSERT INTO "module" VALUES(11,'/usr/lib/python3.11/lib-dynload/_ctypes.cpython-311-x86_64-linux-gnu.so','52e1af3a1ff77cd9e407e8860ae33c1e87ae9fac',0);
INSERT INTO "module" VALUES(12,'/usr/lib/python3.11/lib-dynload/_decimal.cpython-311-x86_64-linux-gnu.so','6284a9acedd13235dc79283fa8abc2e1526bd946',0);
INSERT INTO "module" VALUES(13,'/usr/lib/python3.11/lib-dynload/_json.cpython-311-x86_64-linux-gnu.so','f2dede5caa6d6722d9f0926a64a4e3d91fc4b978',0);
CREATE TABLE note (  -- how the numbers were obtained
  position INTEGER PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
INSERT INTO "note" VALUES(0,'Power model: server model fitted on SPECpower_ssj2008 wall power');
INSERT INTO "note" VALUES(1,'Intel(R) Xeon(R) Platinum 8375C CPU @ 2.90GHz: in the table of CPU models, its servers'' power is inferred from similar ones');
INSERT INTO "note" VALUES(2,'sockets: 2, usual for Ice Lake-SP (3rd Xeon Scalable)');
INSERT INTO "note" VALUES(3,'cores: 32 in each socket, typical of Ice Lake-SP (3rd Xeon Scalable)');
INSERT INTO "note" VALUES(4,'threads: 2 for each core, typical of Ice Lake-SP (3rd Xeon Scalable)');
INSERT INTO "note" VALUES(5,'base clock: 2200 MHz, typical of Ice Lake-SP (3rd Xeon Scalable)');
INSERT INTO "note" VALUES(6,'memory: 256 GB, 2 GB for each thread, typical of Ice Lake-SP (3rd Xeon Scalable)');
INSERT INTO "note" VALUES(7,'a virtual machine: 2 of the 128 logical CPUs of its host, so 1.56 % of the host''s power at the same utilisation');
INSERT INTO "note" VALUES(8,'each virtual CPU counts as one hardware thread; if it is a whole core, the power is up to twice as high');
INSERT INTO "note" VALUES(9,'the hypervisor (unknown hypervisor) shows no energy counter; calibrate with two readings of a wall meter or BMC: calo calibrate --idle W --full W');
INSERT INTO "note" VALUES(10,'Stacks were sampled by events of the kernel''s task clock at random amounts of CPU time.');
CREATE TABLE phase (  -- what the program says it was doing; no rows if it says nothing
  id INTEGER PRIMARY KEY,                 -- 0 is everything outside of phases, with an empty name
  parent INTEGER NOT NULL,                -- the phase around it; -1 none
  name TEXT NOT NULL,
  begin_s REAL NOT NULL,                  -- first time it began
  end_s REAL NOT NULL,                    -- last time it was seen going on
  times INTEGER NOT NULL,                 -- how often it began
  count REAL NOT NULL,                    -- what the program says it did in it (epochs, events); 0 nothing said
  wall_s REAL NOT NULL,                   -- from here on without the phases inside it, so that all rows add up
  cpu_s REAL NOT NULL,
  dynamic_j REAL NOT NULL,                -- share of the dynamic energy of all "total" domains
  static_by_cpu_j REAL NOT NULL,          -- the program's part of their idle energy, by busy CPU time
  static_by_time_j REAL NOT NULL          -- all their idle energy, by time
) STRICT;
CREATE TABLE phase_span (  -- each time a process was in a phase; the first 10 000 that ended
  id INTEGER PRIMARY KEY,                 -- in order of their ends
  phase INTEGER NOT NULL REFERENCES phase(id),
  process INTEGER NOT NULL,
  begin_s REAL NOT NULL,
  end_s REAL NOT NULL
) STRICT;
CREATE TABLE process (  -- processes of the program; short ones of one name may share a row
  id INTEGER PRIMARY KEY,                 -- unique in the run, unlike pid
  parent INTEGER NOT NULL,                -- id; -1 unknown or outside
  pid INTEGER NOT NULL,
  count INTEGER NOT NULL,                 -- processes in this row
  name TEXT NOT NULL,
  begin_s REAL NOT NULL,
  end_s REAL,                             -- NULL still running
  user_s REAL NOT NULL,                   -- CPU time
  system_s REAL NOT NULL,
  peak_rss_bytes REAL NOT NULL,
  threads_peak INTEGER NOT NULL,
  minor_faults INTEGER NOT NULL,
  major_faults INTEGER NOT NULL,
  read_disk_bytes REAL,
  written_disk_bytes REAL,
  wait_status INTEGER,                    -- as wait(2) gives it
  dynamic_j REAL NOT NULL,                -- share of the dynamic energy of all "total" domains
  static_j REAL NOT NULL                  -- share of their idle energy, by busy CPU time
) STRICT;
INSERT INTO "process" VALUES(0,-1,4200,1,'python3',0.0,2.581316248,1.236011,0.169574,13971456.0,3,1939,0,0.0,0.0,0,4.99608030737891439798e+00,5.10196632181915887827e+00);
CREATE TABLE profile (  -- one row if stacks were taken, else none
  period_s REAL NOT NULL,                 -- CPU time between two samples of a thread, as asked for
  resolved INTEGER NOT NULL,              -- 0: locations of machine code have no functions yet
  dropped INTEGER NOT NULL,               -- samples that found no room
  unseen_threads INTEGER NOT NULL,        -- threads that were not followed
  handler_s REAL NOT NULL                 -- CPU time that sampling took inside the program
) STRICT;
INSERT INTO "profile" VALUES(2.00400800000000026482e-03,1,0,0,0.024584041);
CREATE TABLE run (  -- one row: what was known before the program started
  name TEXT NOT NULL,
  started_utc_ns INTEGER NOT NULL,        -- nanoseconds since 1970-01-01 UTC
  interval_asked_s REAL NOT NULL,         -- the achieved one follows from table interval
  unit_name TEXT,                         -- what the user counts: "events"; NULL if nothing
  unit_count REAL,
  calo_version TEXT NOT NULL,
  method_version INTEGER NOT NULL         -- changes when the same readings would give other numbers
) STRICT;
INSERT INTO "run" VALUES('analyse.py',1773597900250000000,0.1,NULL,NULL,'0.1.0',1);
CREATE TABLE run_end (  -- one row: what is known at the end, or at the last commit if complete = 0
  complete INTEGER NOT NULL,              -- 0: calo was cut off, or is still recording
  wait_status INTEGER,                    -- of the program, as wait(2) gives it
  wall_s REAL NOT NULL,                   -- start to the last reading
  program_wall_s REAL NOT NULL,           -- start to the end of the program itself
  cpu_user_s REAL NOT NULL,               -- of the whole tree
  cpu_system_s REAL NOT NULL,
  processes INTEGER NOT NULL,             -- that belonged to the tree at any time
  processes_exact INTEGER NOT NULL,       -- 0: a lower bound
  threads_peak INTEGER NOT NULL,
  peak_rss_bytes REAL NOT NULL,
  peak_pss_bytes REAL,
  peak_swap_bytes REAL,
  minor_faults INTEGER NOT NULL,
  major_faults INTEGER NOT NULL,
  voluntary_switches INTEGER,
  involuntary_switches INTEGER,
  read_chars_bytes REAL,
  written_chars_bytes REAL,
  read_disk_bytes REAL,
  written_disk_bytes REAL,
  own_cpu_s REAL NOT NULL,                -- calo's own cost
  own_peak_rss_bytes REAL NOT NULL,
  ticks INTEGER NOT NULL,
  lost_records INTEGER NOT NULL,          -- exit records or intervals that were dropped
  others_s REAL NOT NULL,                 -- CPU time of everybody else
  steal_s REAL NOT NULL,
  peak_power_w REAL NOT NULL              -- largest gross power of the "total" domains over one interval
) STRICT;
INSERT INTO "run_end" VALUES(1,0,2.581343479,2.581316248,1.236011,1.69573999999999891485e-01,1,1,3,13971456.0,11158528.0,0.0,1939,0,68,1473,770574.0,15.0,0.0,0.0,2.17254999999999975912e-01,28143616.0,5,0,0.0,0.0,4.24656027596453711225e+00);
CREATE TABLE stack (  -- calling contexts: a location, called from the parent
  id INTEGER PRIMARY KEY,
  parent INTEGER NOT NULL,                -- -1 none; parents come first
  location INTEGER NOT NULL REFERENCES location(id)
) STRICT;
INSERT INTO "stack" VALUES(0,-1,0);
INSERT INTO "stack" VALUES(1,0,1);
INSERT INTO "stack" VALUES(2,1,2);
INSERT INTO "stack" VALUES(3,2,3);
INSERT INTO "stack" VALUES(4,3,4);
INSERT INTO "stack" VALUES(5,4,5);
INSERT INTO "stack" VALUES(6,5,6);
INSERT INTO "stack" VALUES(7,6,7);
INSERT INTO "stack" VALUES(8,7,8);
INSERT INTO "stack" VALUES(9,6,9);
INSERT INTO "stack" VALUES(10,9,10);
INSERT INTO "stack" VALUES(11,10,11);
INSERT INTO "stack" VALUES(12,11,12);
INSERT INTO "stack" VALUES(13,12,13);
INSERT INTO "stack" VALUES(14,13,14);
INSERT INTO "stack" VALUES(15,14,15);
INSERT INTO "stack" VALUES(16,15,16);
INSERT INTO "stack" VALUES(17,16,17);
INSERT INTO "stack" VALUES(18,-1,18);
INSERT INTO "stack" VALUES(19,18,19);
INSERT INTO "stack" VALUES(20,19,20);
INSERT INTO "stack" VALUES(21,20,21);
INSERT INTO "stack" VALUES(22,21,22);
INSERT INTO "stack" VALUES(23,22,23);
INSERT INTO "stack" VALUES(24,23,24);
INSERT INTO "stack" VALUES(25,20,25);
INSERT INTO "stack" VALUES(26,25,26);
INSERT INTO "stack" VALUES(27,26,27);
INSERT INTO "stack" VALUES(28,27,28);
INSERT INTO "stack" VALUES(29,5,29);
INSERT INTO "stack" VALUES(30,29,30);
INSERT INTO "stack" VALUES(31,30,31);
INSERT INTO "stack" VALUES(32,31,32);
INSERT INTO "stack" VALUES(33,32,33);
INSERT INTO "stack" VALUES(34,33,34);
INSERT INTO "stack" VALUES(35,34,35);
INSERT INTO "stack" VALUES(36,35,36);
INSERT INTO "stack" VALUES(37,36,37);
INSERT INTO "stack" VALUES(38,37,38);
INSERT INTO "stack" VALUES(39,38,39);
INSERT INTO "stack" VALUES(40,39,40);
INSERT INTO "stack" VALUES(41,40,41);
INSERT INTO "stack" VALUES(42,41,42);
INSERT INTO "stack" VALUES(43,42,43);
INSERT INTO "stack" VALUES(44,43,44);
INSERT INTO "stack" VALUES(45,44,45);
INSERT INTO "stack" VALUES(46,45,46);
INSERT INTO "stack" VALUES(47,46,47);
INSERT INTO "stack" VALUES(48,47,48);
INSERT INTO "stack" VALUES(49,48,38);
INSERT INTO "stack" VALUES(50,49,49);
INSERT INTO "stack" VALUES(51,50,50);
INSERT INTO "stack" VALUES(52,51,51);
INSERT INTO "stack" VALUES(53,52,40);
INSERT INTO "stack" VALUES(54,53,41);
INSERT INTO "stack" VALUES(55,54,42);
INSERT INTO "stack" VALUES(56,55,43);
INSERT INTO "stack" VALUES(57,56,44);
INSERT INTO "stack" VALUES(58,57,45);
INSERT INTO "stack" VALUES(59,58,46);
INSERT INTO "stack" VALUES(60,59,52);
INSERT INTO "stack" VALUES(61,60,53);
INSERT INTO "stack" VALUES(62,61,38);
INSERT INTO "stack" VALUES(63,62,49);
INSERT INTO "stack" VALUES(64,63,50);
INSERT INTO "stack" VALUES(65,64,54);
INSERT INTO "stack" VALUES(66,65,53);
INSERT INTO "stack" VALUES(67,66,38);
INSERT INTO "stack" VALUES(68,67,55);
INSERT INTO "stack" VALUES(69,68,56);
INSERT INTO "stack" VALUES(70,69,57);
INSERT INTO "stack" VALUES(71,70,58);
INSERT INTO "stack" VALUES(72,71,59);
INSERT INTO "stack" VALUES(73,72,60);
INSERT INTO "stack" VALUES(74,73,61);
INSERT INTO "stack" VALUES(75,3,62);
INSERT INTO "stack" VALUES(76,75,63);
INSERT INTO "stack" VALUES(77,76,64);
INSERT INTO "stack" VALUES(78,77,65);
INSERT INTO "stack" VALUES(79,78,66);
INSERT INTO "stack" VALUES(80,79,67);
INSERT INTO "stack" VALUES(81,80,50);
INSERT INTO "stack" VALUES(82,81,68);
INSERT INTO "stack" VALUES(83,82,40);
INSERT INTO "stack" VALUES(84,83,41);
INSERT INTO "stack" VALUES(85,84,42);
INSERT INTO "stack" VALUES(86,85,43);
INSERT INTO "stack" VALUES(87,86,44);
INSERT INTO "stack" VALUES(88,87,45);
INSERT INTO "stack" VALUES(89,88,46);
INSERT INTO "stack" VALUES(90,89,47);
INSERT INTO "stack" VALUES(91,90,48);
INSERT INTO "stack" VALUES(92,91,38);
INSERT INTO "stack" VALUES(93,92,49);
INSERT INTO "stack" VALUES(94,93,50);
INSERT INTO "stack" VALUES(95,94,69);
INSERT INTO "stack" VALUES(96,95,40);
INSERT INTO "stack" VALUES(97,96,41);
INSERT INTO "stack" VALUES(98,97,42);
INSERT INTO "stack" VALUES(99,98,43);
INSERT INTO "stack" VALUES(100,99,44);
INSERT INTO "stack" VALUES(101,100,45);
INSERT INTO "stack" VALUES(102,101,46);
INSERT INTO "stack" VALUES(103,102,47);
INSERT INTO "stack" VALUES(104,103,48);
INSERT INTO "stack" VALUES(105,104,38);
INSERT INTO "stack" VALUES(106,105,49);
INSERT INTO "stack" VALUES(107,106,50);
INSERT INTO "stack" VALUES(108,107,70);
INSERT INTO "stack" VALUES(109,108,40);
INSERT INTO "stack" VALUES(110,109,41);
INSERT INTO "stack" VALUES(111,110,42);
INSERT INTO "stack" VALUES(112,111,43);
INSERT INTO "stack" VALUES(113,112,44);
INSERT INTO "stack" VALUES(114,113,45);
INSERT INTO "stack" VALUES(115,114,46);
INSERT INTO "stack" VALUES(116,115,47);
INSERT INTO "stack" VALUES(117,116,48);
INSERT INTO "stack" VALUES(118,117,38);
INSERT INTO "stack" VALUES(119,118,49);
INSERT INTO "stack" VALUES(120,119,50);
INSERT INTO "stack" VALUES(121,120,71);
INSERT INTO "stack" VALUES(122,121,40);
INSERT INTO "stack" VALUES(123,122,41);
INSERT INTO "stack" VALUES(124,123,42);
INSERT INTO "stack" VALUES(125,124,43);
INSERT INTO "stack" VALUES(126,125,44);
INSERT INTO "stack" VALUES(127,126,45);
INSERT INTO "stack" VALUES(128,127,46);
INSERT INTO "stack" VALUES(129,128,47);
INSERT INTO "stack" VALUES(130,129,48);
INSERT INTO "stack" VALUES(131,130,38);
INSERT INTO "stack" VALUES(132,131,49);
INSERT INTO "stack" VALUES(133,132,50);
INSERT INTO "stack" VALUES(134,133,72);
INSERT INTO "stack" VALUES(135,134,40);
INSERT INTO "stack" VALUES(136,135,41);
INSERT INTO "stack" VALUES(137,136,42);
INSERT INTO "stack" VALUES(138,137,43);
INSERT INTO "stack" VALUES(139,138,44);
INSERT INTO "stack" VALUES(140,139,45);
INSERT INTO "stack" VALUES(141,140,46);
INSERT INTO "stack" VALUES(142,141,47);
INSERT INTO "stack" VALUES(143,142,48);
INSERT INTO "stack" VALUES(144,143,38);
INSERT INTO "stack" VALUES(145,144,49);
INSERT INTO "stack" VALUES(146,145,50);
INSERT INTO "stack" VALUES(147,146,73);
INSERT INTO "stack" VALUES(148,147,40);
INSERT INTO "stack" VALUES(149,148,41);
INSERT INTO "stack" VALUES(150,149,42);
INSERT INTO "stack" VALUES(151,150,43);
INSERT INTO "stack" VALUES(152,151,44);
INSERT INTO "stack" VALUES(153,152,45);
INSERT INTO "stack" VALUES(154,153,46);
INSERT INTO "stack" VALUES(155,154,47);
INSERT INTO "stack" VALUES(156,155,48);
INSERT INTO "stack" VALUES(157,156,38);
INSERT INTO "stack" VALUES(158,157,49);
INSERT INTO "stack" VALUES(159,158,50);
INSERT INTO "stack" VALUES(160,159,74);
INSERT INTO "stack" VALUES(161,160,40);
INSERT INTO "stack" VALUES(162,161,41);
INSERT INTO "stack" VALUES(163,162,42);
INSERT INTO "stack" VALUES(164,163,43);
INSERT INTO "stack" VALUES(165,164,44);
INSERT INTO "stack" VALUES(166,165,45);
INSERT INTO "stack" VALUES(167,166,46);
INSERT INTO "stack" VALUES(168,167,75);
INSERT INTO "stack" VALUES(169,168,48);
INSERT INTO "stack" VALUES(170,169,76);
INSERT INTO "stack" VALUES(171,170,77);
INSERT INTO "stack" VALUES(172,171,78);
INSERT INTO "stack" VALUES(173,172,79);
INSERT INTO "stack" VALUES(174,173,80);
INSERT INTO "stack" VALUES(175,174,81);
INSERT INTO "stack" VALUES(176,175,82);
INSERT INTO "stack" VALUES(177,176,83);
INSERT INTO "stack" VALUES(178,81,84);
INSERT INTO "stack" VALUES(179,178,40);
INSERT INTO "stack" VALUES(180,179,41);
INSERT INTO "stack" VALUES(181,180,42);
INSERT INTO "stack" VALUES(182,181,43);
INSERT INTO "stack" VALUES(183,182,44);
INSERT INTO "stack" VALUES(184,183,45);
INSERT INTO "stack" VALUES(185,184,46);
INSERT INTO "stack" VALUES(186,185,47);
INSERT INTO "stack" VALUES(187,186,48);
INSERT INTO "stack" VALUES(188,187,38);
INSERT INTO "stack" VALUES(189,188,49);
INSERT INTO "stack" VALUES(190,189,50);
INSERT INTO "stack" VALUES(191,190,85);
INSERT INTO "stack" VALUES(192,191,40);
INSERT INTO "stack" VALUES(193,192,41);
INSERT INTO "stack" VALUES(194,193,42);
INSERT INTO "stack" VALUES(195,194,43);
INSERT INTO "stack" VALUES(196,195,44);
INSERT INTO "stack" VALUES(197,196,45);
INSERT INTO "stack" VALUES(198,197,46);
INSERT INTO "stack" VALUES(199,198,47);
INSERT INTO "stack" VALUES(200,199,48);
INSERT INTO "stack" VALUES(201,200,38);
INSERT INTO "stack" VALUES(202,201,49);
INSERT INTO "stack" VALUES(203,202,50);
INSERT INTO "stack" VALUES(204,203,86);
INSERT INTO "stack" VALUES(205,204,40);
INSERT INTO "stack" VALUES(206,205,41);
INSERT INTO "stack" VALUES(207,206,42);
INSERT INTO "stack" VALUES(208,207,43);
INSERT INTO "stack" VALUES(209,208,44);
INSERT INTO "stack" VALUES(210,209,87);
INSERT INTO "stack" VALUES(211,210,88);
INSERT INTO "stack" VALUES(212,211,89);
INSERT INTO "stack" VALUES(213,212,90);
INSERT INTO "stack" VALUES(214,213,91);
INSERT INTO "stack" VALUES(215,214,92);
INSERT INTO "stack" VALUES(216,215,93);
INSERT INTO "stack" VALUES(217,216,94);
INSERT INTO "stack" VALUES(218,217,95);
INSERT INTO "stack" VALUES(219,218,96);
INSERT INTO "stack" VALUES(220,-1,97);
INSERT INTO "stack" VALUES(221,220,98);
INSERT INTO "stack" VALUES(222,221,99);
INSERT INTO "stack" VALUES(223,222,100);
INSERT INTO "stack" VALUES(224,223,101);
INSERT INTO "stack" VALUES(225,224,102);
INSERT INTO "stack" VALUES(226,225,103);
INSERT INTO "stack" VALUES(227,226,104);
INSERT INTO "stack" VALUES(228,227,105);
INSERT INTO "stack" VALUES(229,228,43);
INSERT INTO "stack" VALUES(230,229,106);
INSERT INTO "stack" VALUES(231,230,107);
INSERT INTO "stack" VALUES(232,231,108);
INSERT INTO "stack" VALUES(233,232,109);
INSERT INTO "stack" VALUES(234,233,110);
INSERT INTO "stack" VALUES(235,234,111);
INSERT INTO "stack" VALUES(236,232,112);
INSERT INTO "stack" VALUES(237,236,113);
INSERT INTO "stack" VALUES(238,237,114);
INSERT INTO "stack" VALUES(239,230,115);
INSERT INTO "stack" VALUES(240,239,116);
INSERT INTO "stack" VALUES(241,240,117);
INSERT INTO "stack" VALUES(242,241,118);
INSERT INTO "stack" VALUES(243,229,119);
INSERT INTO "stack" VALUES(244,243,120);
INSERT INTO "stack" VALUES(245,244,121);
INSERT INTO "stack" VALUES(246,245,122);
INSERT INTO "stack" VALUES(247,246,123);
INSERT INTO "stack" VALUES(248,247,124);
INSERT INTO "stack" VALUES(249,248,125);
INSERT INTO "stack" VALUES(250,249,126);
INSERT INTO "stack" VALUES(251,250,127);
INSERT INTO "stack" VALUES(252,251,128);
INSERT INTO "stack" VALUES(253,252,129);
INSERT INTO "stack" VALUES(254,252,130);
INSERT INTO "stack" VALUES(255,252,131);
INSERT INTO "stack" VALUES(256,252,132);
INSERT INTO "stack" VALUES(257,250,133);
INSERT INTO "stack" VALUES(258,251,134);
INSERT INTO "stack" VALUES(259,250,135);
INSERT INTO "stack" VALUES(260,252,136);
INSERT INTO "stack" VALUES(261,252,137);
INSERT INTO "stack" VALUES(262,251,138);
INSERT INTO "stack" VALUES(263,252,139);
INSERT INTO "stack" VALUES(264,251,140);
INSERT INTO "stack" VALUES(265,251,141);
INSERT INTO "stack" VALUES(266,252,142);
INSERT INTO "stack" VALUES(267,252,143);
INSERT INTO "stack" VALUES(268,250,144);
INSERT INTO "stack" VALUES(269,252,145);
INSERT INTO "stack" VALUES(270,250,146);
INSERT INTO "stack" VALUES(271,250,147);
INSERT INTO "stack" VALUES(272,252,148);
INSERT INTO "stack" VALUES(273,250,149);
INSERT INTO "stack" VALUES(274,252,150);
INSERT INTO "stack" VALUES(275,252,151);
INSERT INTO "stack" VALUES(276,252,152);
INSERT INTO "stack" VALUES(277,252,153);
INSERT INTO "stack" VALUES(278,252,154);
INSERT INTO "stack" VALUES(279,251,155);
INSERT INTO "stack" VALUES(280,252,156);
INSERT INTO "stack" VALUES(281,252,157);
INSERT INTO "stack" VALUES(282,250,158);
INSERT INTO "stack" VALUES(283,252,159);
INSERT INTO "stack" VALUES(284,250,160);
INSERT INTO "stack" VALUES(285,252,161);
INSERT INTO "stack" VALUES(286,252,162);
INSERT INTO "stack" VALUES(287,251,163);
INSERT INTO "stack" VALUES(288,251,164);
INSERT INTO "stack" VALUES(289,252,165);
INSERT INTO "stack" VALUES(290,252,166);
INSERT INTO "stack" VALUES(291,251,167);
INSERT INTO "stack" VALUES(292,250,168);
INSERT INTO "stack" VALUES(293,251,169);
INSERT INTO "stack" VALUES(294,250,170);
INSERT INTO "stack" VALUES(295,252,171);
INSERT INTO "stack" VALUES(296,81,172);
INSERT INTO "stack" VALUES(297,296,173);
INSERT INTO "stack" VALUES(298,297,174);
INSERT INTO "stack" VALUES(299,298,175);
INSERT INTO "stack" VALUES(300,299,176);
INSERT INTO "stack" VALUES(301,300,177);
INSERT INTO "stack" VALUES(302,301,178);
INSERT INTO "stack" VALUES(303,302,179);
INSERT INTO "stack" VALUES(304,303,180);
INSERT INTO "stack" VALUES(305,297,115);
INSERT INTO "stack" VALUES(306,305,116);
INSERT INTO "stack" VALUES(307,297,107);
INSERT INTO "stack" VALUES(308,307,108);
INSERT INTO "stack" VALUES(309,308,181);
INSERT INTO "stack" VALUES(310,309,182);
INSERT INTO "stack" VALUES(311,306,109);
INSERT INTO "stack" VALUES(312,311,183);
INSERT INTO "stack" VALUES(313,312,184);
INSERT INTO "stack" VALUES(314,306,185);
INSERT INTO "stack" VALUES(315,306,186);
INSERT INTO "stack" VALUES(316,315,187);
INSERT INTO "stack" VALUES(317,306,188);
INSERT INTO "stack" VALUES(318,312,189);
INSERT INTO "stack" VALUES(319,305,190);
INSERT INTO "stack" VALUES(320,3,191);
INSERT INTO "stack" VALUES(321,320,192);
INSERT INTO "stack" VALUES(322,321,193);
INSERT INTO "stack" VALUES(323,322,194);
INSERT INTO "stack" VALUES(324,323,195);
INSERT INTO "stack" VALUES(325,320,196);
INSERT INTO "stack" VALUES(326,325,197);
INSERT INTO "stack" VALUES(327,326,198);
INSERT INTO "stack" VALUES(328,327,194);
INSERT INTO "stack" VALUES(329,328,199);
INSERT INTO "stack" VALUES(330,329,200);
CREATE TABLE stack_use (  -- what a thread used with this stack on top
  bucket INTEGER NOT NULL REFERENCES bucket(id),
  thread INTEGER NOT NULL REFERENCES thread(id),
  stack INTEGER NOT NULL REFERENCES stack(id),
  samples INTEGER NOT NULL,
  cpu_s REAL NOT NULL,
  dynamic_j REAL NOT NULL,                -- share of its process's dynamic_j
  static_j REAL NOT NULL,                 -- share of its process's static_j
  dynamic_squares_j2 REAL NOT NULL,       -- J^2: sum of the squared dynamic energies of single samples
  PRIMARY KEY (bucket, thread, stack)
) STRICT, WITHOUT ROWID;
INSERT INTO "stack_use" VALUES(0,0,8,1,2.00400800000000026482e-03,7.13342845877441584373e-03,0.00730268927095279,5.08858015764527405041e-05);
INSERT INTO "stack_use" VALUES(0,0,17,1,2.97898390000000019839e-02,1.06039339815463790062e-01,1.08555423755150162734e-01,1.12443415884994034337e-02);
INSERT INTO "stack_use" VALUES(0,0,24,1,1.62523100000000020153e-03,5.78514111095484746122e-03,5.92240998365269662867e-03,3.34678576736598863911e-05);
INSERT INTO "stack_use" VALUES(0,0,28,1,1.62523100000000020153e-03,5.78514111095484746122e-03,5.92240998365269662867e-03,3.34678576736598863911e-05);
INSERT INTO "stack_use" VALUES(1,0,74,1,0.019393545,6.79620129068397166305e-02,6.7350403712914452825e-02,4.61883519834944793192e-03);
INSERT INTO "stack_use" VALUES(2,0,177,1,0.050554328,1.77160694036732735412e-01,1.75566375318957662576e-01,3.13859115115768319559e-02);
INSERT INTO "stack_use" VALUES(3,0,219,1,5.16356110000000048665e-02,1.80949901693298192961e-01,1.79321482834262940775e-01,3.27428669228142787961e-02);
INSERT INTO "stack_use" VALUES(3,1,235,1,2.00400800000000026482e-03,7.02277059513410455149e-03,6.95957071509671187231e-03,4.93193068318802227325e-05);
INSERT INTO "stack_use" VALUES(3,2,238,1,2.00400800000000026482e-03,7.02277059513410455149e-03,6.95957071509671187231e-03,4.93193068318802227325e-05);
INSERT INTO "stack_use" VALUES(4,2,242,1,0.029965147,1.05008739102074893922e-01,1.0406373604035915048e-01,1.10268352878076323492e-02);
INSERT INTO "stack_use" VALUES(4,2,253,1,9.23193300000000119376e-03,3.23520403155317659571e-02,3.20608952412040904e-02,1.04665451257779265441e-03);
INSERT INTO "stack_use" VALUES(5,1,254,1,5.27573580000000041945e-02,1.84880909876289412085e-01,1.83217114773330858046e-01,3.41809508366846467874e-02);
INSERT INTO "stack_use" VALUES(5,1,255,2,1.70826030000000017583e-02,5.98636342952471450784e-02,5.9324904679234430338e-02,1.79188217697435277393e-03);
INSERT INTO "stack_use" VALUES(6,1,255,1,0.005702093,1.99822011943664931687e-02,1.98023757677404238508e-02,3.99288364572141711399e-04);
INSERT INTO "stack_use" VALUES(6,1,256,1,0.008496231,2.97738737750881353461e-02,2.95059303437395677172e-02,0.000886483559574881);
INSERT INTO "stack_use" VALUES(6,1,257,1,0.00821738,2.87966787722619271816e-02,2.85375293925081187362e-02,8.29248708312840658064e-04);
INSERT INTO "stack_use" VALUES(6,1,258,1,0.005708516,2.00047097150573040258e-02,1.98246817279477023643e-02,4.00188410783708099337e-04);
INSERT INTO "stack_use" VALUES(6,2,257,2,5.7782861000000004803e-02,2.02492094409563838652e-01,2.00669811323160307559e-01,3.04174463126865475548e-02);
INSERT INTO "stack_use" VALUES(7,1,255,1,8.3395930000000010468e-03,2.92249574331969810825e-02,2.89619538537897701357e-02,8.54098136972175430402e-04);
INSERT INTO "stack_use" VALUES(7,1,259,1,8.48054100000000116166e-03,2.97188903266000815917e-02,2.94514417067082492907e-02,0.000883212442244484);
INSERT INTO "stack_use" VALUES(7,1,260,1,0.01411184,4.94530036782474188838e-02,4.90079622437287545921e-02,2.44559957280075269958e-03);
INSERT INTO "stack_use" VALUES(7,2,253,1,6.62530000000000063309e-03,2.32174532356866740456e-02,2.30085128695744940696e-02,5.39050134751297587744e-04);
INSERT INTO "stack_use" VALUES(7,2,255,3,0.017834334,6.24979722630849762743e-02,6.19355355016814254631e-02,1.34373727884757546841e-03);
INSERT INTO "stack_use" VALUES(8,1,257,1,1.13051240000000014634e-02,3.96172532253089085263e-02,3.92607264646333761759e-02,1.5695267531182490947e-03);
INSERT INTO "stack_use" VALUES(8,1,261,1,1.10565900000000015557e-02,3.8746299982062838707e-02,3.83976111736236344618e-02,1.50127576230000268388e-03);
INSERT INTO "stack_use" VALUES(8,2,255,2,0.019876738,6.96552963628811194762e-02,6.9028448836756128859e-02,2.45509312024126073042e-03);
INSERT INTO "stack_use" VALUES(8,2,257,1,0.011468677,4.01904022342679315138e-02,3.982871754509123563e-02,1.61526843175224875219e-03);
INSERT INTO "stack_use" VALUES(9,1,255,2,0.011332338,3.95957408983917472089e-02,3.90054379573170836859e-02,7.84120445209502640177e-04);
INSERT INTO "stack_use" VALUES(9,1,257,2,1.44698960000000011877e-02,5.05585213609649752886e-02,4.98047826209234711924e-02,1.33688734382182337033e-03);
INSERT INTO "stack_use" VALUES(9,1,263,1,5.57234600000000059039e-03,1.94700483176719271738e-02,1.91797840992480143895e-02,3.79082781492479439777e-04);
INSERT INTO "stack_use" VALUES(9,2,255,4,0.022325299,7.80530394706864805165e-02,7.69844854356124125294e-02,1.57962030706057304438e-03);
INSERT INTO "stack_use" VALUES(9,2,262,1,6.67391500000000074954e-03,2.33189840541192967837e-02,2.29713389650845097034e-02,5.43775017316270085042e-04);
INSERT INTO "stack_use" VALUES(9,2,264,1,0.004496748,1.57118565201074394943e-02,1.54776203395706763582e-02,2.4686243530844264888e-04);
INSERT INTO "stack_use" VALUES(10,1,255,4,0.031341908,1.0951015301778252442e-01,1.07877549006916303997e-01,3.62051830028294356275e-03);
INSERT INTO "stack_use" VALUES(10,1,266,1,0.008391792,2.93213299590249325266e-02,2.88842004365480291283e-02,0.000859740390566013);
INSERT INTO "stack_use" VALUES(10,2,255,1,0.004433877,1.54921821840593269825e-02,1.5261220961982884664e-02,2.40007708824085209736e-04);
INSERT INTO "stack_use" VALUES(10,2,257,1,0.004462192,1.55911161731035960431e-02,1.5358680019042551812e-02,2.43082903523212534189e-04);
INSERT INTO "stack_use" VALUES(10,2,260,1,0.004542153,1.58705038014973418003e-02,1.56339024686822473941e-02,2.51872890913341571095e-04);
INSERT INTO "stack_use" VALUES(10,2,265,1,0.004395244,1.53571966004906433622e-02,1.51282477763432544881e-02,2.35843487426121368099e-04);
INSERT INTO "stack_use" VALUES(10,2,267,1,0.008865938,3.09780191756727982244e-02,3.05161913271930207436e-02,9.59637672048351594161e-04);
INSERT INTO "stack_use" VALUES(11,1,257,1,8.56927800000000135238e-03,2.99414746872435910685e-02,2.94950998962440272266e-02,8.96491906446848698525e-04);
INSERT INTO "stack_use" VALUES(11,1,259,1,5.72324100000000043908e-03,1.99972827968114344465e-02,1.96991584384681589492e-02,3.99891319255650545295e-04);
INSERT INTO "stack_use" VALUES(11,1,269,1,5.57841500000000063003e-03,1.94912536992544703495e-02,1.9200673345841520051e-02,3.79908970768701084036e-04);
INSERT INTO "stack_use" VALUES(11,1,272,1,0.008337195,2.91305653819509437207e-02,2.86962798242122833769e-02,8.48589839472118734158e-04);
INSERT INTO "stack_use" VALUES(11,2,253,1,0.004505933,0.0157439493574506,1.55092347290848222435e-02,2.47871941369969157886e-04);
INSERT INTO "stack_use" VALUES(11,2,257,1,6.72683500000000045293e-03,2.35038891115172399182e-02,2.3153487412889472985e-02,5.5243280336649870383e-04);
INSERT INTO "stack_use" VALUES(11,2,268,1,0.004459295,1.55809939140090798065e-02,1.53487086650499031381e-02,2.4276737134838798169e-04);
INSERT INTO "stack_use" VALUES(11,2,269,1,0.00445668,1.55718569766489962902e-02,1.53397079433754881389e-02,2.42482729701212025227e-04);
INSERT INTO "stack_use" VALUES(11,2,270,1,6.64395700000000068163e-03,2.32143093430549063427e-02,2.2868224770085619768e-02,5.38904158275046269929e-04);
INSERT INTO "stack_use" VALUES(11,2,271,1,0.004374814,1.52858131854747714833e-02,1.50579285626498415862e-02,2.33656084741234375094e-04);
INSERT INTO "stack_use" VALUES(11,2,272,1,0.004315303,1.50778788530709726561e-02,1.48530941658750643974e-02,2.27342430707884836978e-04);
INSERT INTO "stack_use" VALUES(12,1,253,1,0.005844181,2.0419853047032657245e-02,2.01154289085651444279e-02,4.16970398462408915751e-04);
INSERT INTO "stack_use" VALUES(12,1,257,1,0.005647438,1.97324234229275287388e-02,1.94382476525845650228e-02,0.000389368534141699);
INSERT INTO "stack_use" VALUES(12,1,259,1,5.59209400000000057817e-03,1.95390487914719017392e-02,1.92477558971930716447e-02,3.81774427675519599425e-04);
INSERT INTO "stack_use" VALUES(12,1,261,1,0.0056311,1.96753376552070494143e-02,1.93820129333812860017e-02,3.87118911846408427727e-04);
INSERT INTO "stack_use" VALUES(12,1,275,1,8.54007500000000113749e-03,2.98394379829504674539e-02,2.93945843799694912779e-02,0.000890392059138347);
INSERT INTO "stack_use" VALUES(12,2,254,1,4.40919100000000067224e-03,1.54059280977606582324e-02,1.51762527725929890348e-02,2.37342620553371335323e-04);
INSERT INTO "stack_use" VALUES(12,2,255,1,0.004411555,1.54141880288961204137e-02,1.51843895626650009222e-02,2.37597192590164473955e-04);
INSERT INTO "stack_use" VALUES(12,2,257,1,0.004441263,1.55179892277845943998e-02,1.5286643268020061806e-02,2.40807989673638722129e-04);
INSERT INTO "stack_use" VALUES(12,2,260,1,6.64323700000000062076e-03,2.32117936279882669525e-02,2.28657465599114047283e-02,5.3878736342831672762e-04);
INSERT INTO "stack_use" VALUES(12,2,273,1,6.56109900000000079156e-03,2.29247994555666460836e-02,2.2583030966453275512e-02,5.25546430077948839403e-04);
INSERT INTO "stack_use" VALUES(12,2,274,1,0.004363554,1.52464701970715047624e-02,1.50191721090919445835e-02,2.32454853470189616105e-04);
INSERT INTO "stack_use" VALUES(13,1,253,1,8.54958300000000122331e-03,2.98726593980249109649e-02,2.94273105221034593503e-02,0.000892375779510406);
INSERT INTO "stack_use" VALUES(13,1,255,1,0.005666186,1.97979298480238340152e-02,1.95027774919543199494e-02,3.91958026267273055426e-04);
INSERT INTO "stack_use" VALUES(13,1,272,1,5.7282730000000007392e-03,2.0014864849888274606e-02,1.97164783740190786842e-02,4.00594814959293185271e-04);
INSERT INTO "stack_use" VALUES(13,1,277,1,0.008743759,3.05511197991077329549e-02,3.00956562704212358949e-02,9.33370920979432572121e-04);
INSERT INTO "stack_use" VALUES(13,2,257,2,0.013302735,4.64804039819468259309e-02,4.57874628082157869579e-02,1.19747648069999526945e-03);
INSERT INTO "stack_use" VALUES(13,2,259,1,4.33053200000000065167e-03,1.51310897207790860663e-02,1.49055117530183332125e-02,2.28949876138266530251e-04);
INSERT INTO "stack_use" VALUES(13,2,260,1,0.004409942,1.54085521283371090078e-02,1.51788376834830381068e-02,2.37423478691682057414e-04);
INSERT INTO "stack_use" VALUES(13,2,276,1,0.004472261,1.56262977495007955586e-02,1.53933370999372633181e-02,2.44181181356053654193e-04);
INSERT INTO "stack_use" VALUES(14,1,255,1,5.51261400000000074961e-03,1.92613418005046221903e-02,1.89741890296280940608e-02,3.70999287955866619871e-04);
INSERT INTO "stack_use" VALUES(14,1,277,1,1.13920720000000013499e-02,3.98044544036564654221e-02,3.9211039910854159074e-02,1.58439459037276655223e-03);
INSERT INTO "stack_use" VALUES(14,1,279,1,8.39115100000000120605e-03,2.9319090273805886726e-02,2.88819941411012637288e-02,8.5960905448357889224e-04);
INSERT INTO "stack_use" VALUES(14,1,281,1,1.15085960000000011443e-02,4.02115949348023082876e-02,3.96121106918826057508e-02,1.61697236720061859362e-03);
INSERT INTO "stack_use" VALUES(14,2,266,1,0.006643749,2.32135825809245410766e-02,2.28675088427019550241e-02,5.38870416241403319725e-04);
INSERT INTO "stack_use" VALUES(14,2,268,1,0.004538147,1.58565066423904596493e-02,1.5620113982629590249e-02,2.51428802900172771676e-04);
INSERT INTO "stack_use" VALUES(14,2,277,1,0.004417046,1.54333738503279437048e-02,1.52032893572019815742e-02,2.38189028403986390036e-04);
INSERT INTO "stack_use" VALUES(14,2,278,1,0.008825368,3.08362656197651158196e-02,3.037655106779302977e-02,0.000950875277372708);
INSERT INTO "stack_use" VALUES(14,2,280,1,0.004483351,1.56650467496244408249e-02,1.54315084205373584391e-02,2.45393689667919236326e-04);
INSERT INTO "stack_use" VALUES(15,1,255,1,0.005639535,1.97048099560224627968e-02,1.94110458539639568753e-02,0.000388279535402962);
INSERT INTO "stack_use" VALUES(15,1,259,1,0.00566816,1.98048271001648699962e-02,1.95095719181819678145e-02,3.92231176467424866565e-04);
INSERT INTO "stack_use" VALUES(15,1,260,1,0.005667369,1.9802063307640272588e-02,1.95068493289489025555e-02,3.92121711239793238612e-04);
INSERT INTO "stack_use" VALUES(15,1,267,2,0.011088478,3.87436821815160398196e-02,3.81660819391440170322e-02,7.50540962647626820961e-04);
INSERT INTO "stack_use" VALUES(15,2,259,1,0.004495205,1.57064652029576846958e-02,1.54723093974889862323e-02,2.46693049171720600598e-04);
INSERT INTO "stack_use" VALUES(15,2,260,1,6.64704500000000073067e-03,2.32250989654518222304e-02,2.28788535381661516099e-02,5.39405221955031356773e-04);
INSERT INTO "stack_use" VALUES(15,2,269,1,0.00660212,2.30681288274396795179e-02,2.2724223549170724512e-02,5.32138567599353511095e-04);
INSERT INTO "stack_use" VALUES(15,2,277,1,8.95711600000000107701e-03,3.12965995483755546335e-02,3.083002222617187843e-02,0.000979477143291381);
INSERT INTO "stack_use" VALUES(15,2,282,1,6.60071700000000073649e-03,2.30632266771084379342e-02,2.27193944812895780305e-02,5.31912424759686352886e-04);
INSERT INTO "stack_use" VALUES(15,2,283,1,6.69444400000000078287e-03,2.33907133799568338339e-02,2.30419989326768777371e-02,5.47125472423291652444e-04);
INSERT INTO "stack_use" VALUES(16,1,281,1,0.01117018,3.9029152948702863779e-02,3.84472968386633112691e-02,1.52327477989324137561e-03);
INSERT INTO "stack_use" VALUES(16,1,282,1,0.010938384,3.8219246435388168348e-02,3.76494646087426887426e-02,1.46071079808893114319e-03);
INSERT INTO "stack_use" VALUES(16,2,259,1,6.53449000000000043697e-03,2.28318263136108277888e-02,2.24914438907230715414e-02,5.21292292814891822412e-04);
INSERT INTO "stack_use" VALUES(16,2,275,1,0.004409611,1.54073955982161944072e-02,1.51776983951946130291e-02,2.37387839119931751607e-04);
INSERT INTO "stack_use" VALUES(16,2,283,1,0.004322285,1.5102274301119961164e-02,1.48771259206478198566e-02,2.28078689066268420907e-04);
INSERT INTO "stack_use" VALUES(16,2,284,1,0.004584684,1.60191091869129088876e-02,1.57802924088484043674e-02,2.56611859142237563619e-04);
INSERT INTO "stack_use" VALUES(16,2,285,1,0.004481238,1.5657663824713598244e-02,1.54242355620677479288e-02,2.45162436447744856021e-04);
INSERT INTO "stack_use" VALUES(17,1,260,1,8.47689600000000112456e-03,2.96186874799016265635e-02,2.91771248791405091171e-02,8.77266648032081364921e-04);
INSERT INTO "stack_use" VALUES(17,1,272,1,1.42172200000000008984e-02,4.96756591107177652988e-02,4.89350822959505465936e-02,2.46767110808423671339e-03);
INSERT INTO "stack_use" VALUES(17,1,286,1,0.005575672,1.94816695236603165675e-02,1.91912320534694640083e-02,3.79535447429115205784e-04);
INSERT INTO "stack_use" VALUES(17,2,259,1,0.004304512,1.50401745735097239903e-02,1.48159519908889810574e-02,2.26206851201648400685e-04);
INSERT INTO "stack_use" VALUES(17,2,283,1,0.00436033,1.52352053840508882415e-02,1.50080752346451705425e-02,2.32111483094213166085e-04);
INSERT INTO "stack_use" VALUES(18,1,260,1,0.008620717,3.17261252952466404897e-02,3.46740895911112276261e-02,1.00654702624968883477e-03);
INSERT INTO "stack_use" VALUES(18,1,287,1,0.005635387,2.07394575241484080407e-02,2.2666550093058797366e-02,0.000430125098395956);
INSERT INTO "stack_use" VALUES(18,1,288,1,0.011330875,0.0417000998820374,4.55748373245151786048e-02,1.73889833017189547256e-03);
INSERT INTO "stack_use" VALUES(18,1,290,1,5.77634600000000077851e-03,2.12582174945189356085e-02,2.32335127940352312303e-02,4.51911811044270958492e-04);
INSERT INTO "stack_use" VALUES(18,2,259,2,0.008810637,3.24250724612507312816e-02,3.54379823270801613821e-02,5.26121855232434404436e-04);
INSERT INTO "stack_use" VALUES(18,2,278,1,0.004467422,1.64410907026342895109e-02,1.79687827206601660745e-02,2.70309463492247664326e-04);
INSERT INTO "stack_use" VALUES(18,2,285,1,0.004788939,1.7624343630036010122e-02,1.92619824931460591199e-02,3.10617488389590878841e-04);
INSERT INTO "stack_use" VALUES(18,2,287,1,0.004356681,1.603353958579320504e-02,1.75233623043062509971e-02,2.57074391649197758671e-04);
INSERT INTO "stack_use" VALUES(18,2,289,1,4.66282200000000049411e-03,1.71602054679944326931e-02,1.87547170119845563185e-02,2.94472651703786038324e-04);
INSERT INTO "stack_use" VALUES(19,1,259,1,0.005904416,2.17295431239952555046e-02,2.37486335959283430263e-02,4.72173044377569484011e-04);
INSERT INTO "stack_use" VALUES(19,1,265,1,5.62942300000000058618e-03,2.0717508698863823513e-02,2.26425618017923775682e-02,4.2921516668749821197e-04);
INSERT INTO "stack_use" VALUES(19,1,279,1,1.41963370000000015797e-02,5.22456271787539103246e-02,5.71002459544382792722e-02,2.72960555930134912347e-03);
INSERT INTO "stack_use" VALUES(19,1,285,1,0.005418497,1.99412548554740928774e-02,2.17941791184152605653e-02,3.97653645210969107232e-04);
INSERT INTO "stack_use" VALUES(19,2,253,1,0.003622039,1.33298962416084250393e-02,1.45684987441878598113e-02,1.77686133812046410376e-04);
INSERT INTO "stack_use" VALUES(19,2,265,1,0.003648058,1.34256518561422302782e-02,1.46731518881283370947e-02,1.80248127762335310936e-04);
INSERT INTO "stack_use" VALUES(19,2,268,1,3.60403400000000031719e-03,1.32636339010234229063e-02,1.44960793638639322961e-02,1.75923984260377820696e-04);
INSERT INTO "stack_use" VALUES(19,2,272,1,0.007011655,2.5804424974980921803e-02,2.82021499664080188551e-02,6.65868348289419130676e-04);
INSERT INTO "stack_use" VALUES(19,2,291,1,0.003604564,1.3265584417019537361e-02,1.44982111201300625791e-02,1.75975729925071565579e-04);
INSERT INTO "stack_use" VALUES(20,1,257,1,0.011378838,4.18766142192480914085e-02,4.57677532222367303149e-02,1.75365081846773135029e-03);
INSERT INTO "stack_use" VALUES(20,1,259,1,0.005411871,1.99168697253037929595e-02,2.17675281429069930605e-02,3.96681699654722794666e-04);
INSERT INTO "stack_use" VALUES(20,1,268,2,0.013981304,5.14542586765037168738e-02,5.62353441710894616512e-02,1.379648620406610229e-03);
INSERT INTO "stack_use" VALUES(20,1,282,1,1.12596500000000012547e-02,4.1437976293691565488e-02,4.52883574376186578969e-02,1.71710587931654407728e-03);
INSERT INTO "stack_use" VALUES(20,1,292,1,5.51236200000000068494e-03,2.02866985988237845395e-02,2.21717211975102669596e-02,4.11550140039518882583e-04);
INSERT INTO "stack_use" VALUES(20,1,293,1,5.68175400000000066502e-03,2.09100982320575903838e-02,2.28530465888921556494e-02,0.000437232208074298);
INSERT INTO "stack_use" VALUES(21,1,257,2,1.22493460000000012333e-02,4.50802741791463817966e-02,4.92690945122685325374e-02,1.03652319713296568216e-03);
INSERT INTO "stack_use" VALUES(21,1,259,1,0.005201242,1.91417089069156574898e-02,2.09203400474752346238e-02,3.66405019877094205622e-04);
INSERT INTO "stack_use" VALUES(21,1,266,1,5.13143400000000068916e-03,1.88848001886952887584e-02,2.06395595919543935192e-02,3.56635678166945617722e-04);
INSERT INTO "stack_use" VALUES(21,1,267,1,6.98263200000000076872e-03,2.56976139829898919675e-02,2.80854141888383784797e-02,6.60367364418757568644e-04);
INSERT INTO "stack_use" VALUES(21,1,277,1,0.005155044,1.89716901559939185584e-02,2.07345233003380577385e-02,3.5992502737503657105e-04);
INSERT INTO "stack_use" VALUES(21,1,294,2,0.010965796,4.03565292606304637512e-02,4.41064232756798735302e-02,8.17074926781874650086e-04);
INSERT INTO "stack_use" VALUES(22,0,304,1,0.037571753,1.38272274016193658097e-01,1.51120414881627834757e-01,1.91192217616093437793e-02);
INSERT INTO "stack_use" VALUES(22,0,306,1,0.007754933,2.85398506892457944073e-02,3.1191749087119434447e-02,8.1452307736444367562e-04);
INSERT INTO "stack_use" VALUES(22,1,295,1,5.28635300000000057929e-03,1.94549360143597104e-02,2.12626719485443788082e-02,3.78494535322830495845e-04);
INSERT INTO "stack_use" VALUES(23,0,306,3,2.31847630000000040628e-02,8.53250020710108469934e-02,9.3253327932082782925e-02,2.42784333833265687091e-03);
INSERT INTO "stack_use" VALUES(23,0,310,1,5.6458290000000006456e-03,2.07778863694907355019e-02,2.27085497136832077658e-02,4.317205619834688958e-04);
INSERT INTO "stack_use" VALUES(23,0,313,1,7.60152300000000065438e-03,2.79752683138420124575e-02,3.05747062026154731162e-02,7.82615637231452894451e-04);
INSERT INTO "stack_use" VALUES(23,0,314,1,5.78258500000000067592e-03,2.12811783799901829694e-02,2.32586071852510581359e-02,4.52888553240961592386e-04);
INSERT INTO "stack_use" VALUES(23,0,316,1,5.72561700000000055321e-03,2.10715236719398422982e-02,2.30294715419134543576e-02,4.44009109857121159106e-04);
INSERT INTO "stack_use" VALUES(24,0,306,5,0.042958366,1.60442865609362939061e-01,1.80142004441438297046e-01,5.80709373206874344963e-03);
INSERT INTO "stack_use" VALUES(24,0,317,1,0.005708355,2.10079957339682592276e-02,2.29600406425437414403e-02,4.41335884758428578095e-04);
INSERT INTO "stack_use" VALUES(24,0,318,1,7.65123900000000065069e-03,2.85761965578978614777e-02,3.2084775522432724959e-02,8.16599009715613614185e-04);
INSERT INTO "stack_use" VALUES(25,0,318,1,0.007448856,2.78203272943737360545e-02,3.12361008013115407089e-02,7.73970610766076295983e-04);
INSERT INTO "stack_use" VALUES(25,0,319,1,0.003829199,1.43014671588883746783e-02,1.60573980692177882556e-02,2.04531962896762714533e-04);
INSERT INTO "stack_use" VALUES(25,0,324,1,0.015613049,0.0583123278585456,0.0654719023135655,3.4003275802825133102e-03);
INSERT INTO "stack_use" VALUES(25,0,330,1,3.79722100000000036337e-03,1.41820342652709541209e-02,1.59233012318746695867e-02,2.01130095901319458579e-04);
CREATE TABLE tag (  -- what the user wrote beside the run, in that order
  position INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  value TEXT NOT NULL
) STRICT;
CREATE TABLE thread (
  id INTEGER PRIMARY KEY,
  process INTEGER NOT NULL,               -- -1 unknown
  tid INTEGER NOT NULL,
  name TEXT NOT NULL,
  sampled_s REAL NOT NULL,                -- CPU time that samples stand for
  unsampled_s REAL NOT NULL,              -- CPU time that none stands for
  samples INTEGER NOT NULL,
  truncated INTEGER NOT NULL              -- of them, that do not reach the start of the thread
) STRICT;
INSERT INTO "thread" VALUES(0,0,4200,'python3',0.336901081,0.009871892,27,0);
INSERT INTO "thread" VALUES(1,0,4201,'python3 (work)',0.594476926,2.54988700000000024711e-03,74,0);
INSERT INTO "thread" VALUES(2,0,4202,'python3 (work)',4.58290858999999883849e-01,0.003676054,70,0);
CREATE TABLE traced_call (
  id INTEGER PRIMARY KEY,
  caller INTEGER NOT NULL REFERENCES traced_function(id),
  callee INTEGER NOT NULL REFERENCES traced_function(id),
  calls INTEGER NOT NULL,                 -- columns as in traced_function
  primitive INTEGER NOT NULL,
  own_s REAL NOT NULL,
  cumulative_s REAL NOT NULL
) STRICT;
CREATE TABLE traced_function (  -- Python functions whose calls were counted exactly; no rows unless asked for
  id INTEGER PRIMARY KEY,
  file TEXT NOT NULL,                     -- "~" for a builtin
  line INTEGER NOT NULL,
  name TEXT NOT NULL,
  calls INTEGER NOT NULL,
  primitive INTEGER NOT NULL,             -- calls that were not recursive
  own_s REAL NOT NULL,                    -- wall time as the interpreter's profiler counts it
  cumulative_s REAL NOT NULL
) STRICT;
CREATE TABLE warning (  -- what a reader of the numbers must know
  position INTEGER PRIMARY KEY,
  code TEXT NOT NULL,                     -- stable word for machines
  text TEXT NOT NULL
) STRICT;
INSERT INTO "warning" VALUES(0,'modelled','No energy meter gives a total here: the energy is modelled from CPU use. See calo doctor.');
CREATE TABLE witness (  -- numbers of the run beside the same from somebody else; no rows until the run is complete
  position INTEGER PRIMARY KEY,
  name TEXT NOT NULL,                     -- stable word for machines
  what TEXT NOT NULL,                     -- for people
  whose TEXT NOT NULL,                    -- who says "other"
  unit TEXT NOT NULL,                     -- "s", "B"; "" a count
  calo REAL NOT NULL,
  other REAL NOT NULL,
  "limit" REAL NOT NULL,                  -- how far they may be apart
  bound TEXT NOT NULL                     -- "equal"; "at_least", "at_most": calo, of other
) STRICT;
INSERT INTO "witness" VALUES(0,'cpu-readings','CPU time, sum of the readings','the kernel''s exit records','s',1.40558499999999986229e+00,1.40558499999999986229e+00,1.50558499999999990948e-02,'equal');
INSERT INTO "witness" VALUES(1,'cpu-processes','CPU time, sum of the processes','the kernel''s exit records','s',1.40558499999999986229e+00,1.40558499999999986229e+00,1.50558499999999990948e-02,'equal');
INSERT INTO "witness" VALUES(2,'cpu-functions','CPU time, sum of the functions','the kernel''s exit records','s',1.38966886599999983609e+00,1.40558499999999986229e+00,1.50558499999999990948e-02,'at_most');
INSERT INTO "witness" VALUES(3,'cpu-task-clock','CPU time of the program','the kernel''s task clock over the tree','s',1.40558499999999986229e+00,1.400017501,1.5000175010000001835e-02,'at_least');
INSERT INTO "witness" VALUES(4,'cpu-machine','CPU time of the program and of calo','all busy CPUs, by /proc/stat','s',1.50138599999999988732e+00,1.49000000000000198951e+00,1.99000000000000232258e-01,'at_most');
INSERT INTO "witness" VALUES(5,'cpu-cgroup','CPU time of the program and of calo','their control group (processes that left it aside)','s',1.50138599999999988732e+00,5.1669908999992912868e+00,5.46699089999929180305e-02,'at_most');
INSERT INTO "witness" VALUES(6,'energy-price','energy of a CPU second, dearest place','dearest interval of all processes','J',3.73484563191632856771e+00,3.73484563191632856771e+00,1.86742281595816433936e-01,'at_most');
INSERT INTO "witness" VALUES(7,'memory-peak','peak RSS','the kernel''s mark of one process (ru_maxrss)','B',13971456.0,13971456.0,139714.56,'at_least');
INSERT INTO "witness" VALUES(8,'processes','processes in the records','births told by the kernel','',1.0,1.0,0.0,'equal');
CREATE VIEW power AS  -- watts of each domain over time; NULL where the energy of an interval is not known for itself
SELECT e.interval, i.begin_s, i.end_s, d.name AS domain, d.role, d.kind,
       e.gross_j / e.known_s AS gross_w, iif(t.idle_known, e.idle_j / e.known_s, NULL) AS idle_w,
       e.tree_dynamic_j / e.known_s AS tree_dynamic_w, e.own_dynamic_j / e.known_s AS own_dynamic_w,
       e.other_dynamic_j / e.known_s AS other_dynamic_w
FROM (SELECT x.*,
             -- the reading after a gap brings the energy of the gap, too
             iif(outcome = 'good' AND
                 ifnull(lag(outcome) OVER (PARTITION BY domain ORDER BY interval), 'good') <> 'gap',
                 nullif(y.end_s - y.begin_s, 0), NULL) AS known_s
      FROM interval_energy x JOIN interval y ON y.id = x.interval) e
JOIN interval i ON i.id = e.interval JOIN domain d ON d.id = e.domain
JOIN domain_total t ON t.domain = e.domain;
CREATE VIEW summary AS  -- the run in one row; the energies add up the "total" domains and are NULL without one
SELECT run.name,
       (SELECT group_concat(value, ' ') FROM (SELECT value FROM argument ORDER BY position)) AS command,
       strftime('%Y-%m-%dT%H:%M:%SZ', run.started_utc_ns / 1000000000, 'unixepoch') AS started_utc,
       run_end.complete, run_end.wall_s, run_end.cpu_user_s + run_end.cpu_system_s AS cpu_s, run_end.peak_rss_bytes,
       sum(t.gross_j) AS gross_j, sum(t.idle_j) AS idle_j, sum(t.tree_dynamic_j) AS tree_dynamic_j,
       sum(t.tree_static_j) AS tree_static_j, group_concat(DISTINCT d.kind) AS kinds,
       carbon.intensity_g_per_j * 3.6e6 AS intensity_g_per_kwh, carbon.place, carbon.pue
FROM run, run_end, carbon LEFT JOIN domain d ON d.role = 'total' LEFT JOIN domain_total t ON t.domain = d.id;
CREATE VIEW function_use AS  -- what each function used by itself, without what it called
SELECT f.name, f.file, f.first_line, f.language, m.path AS module, sum(u.samples) AS samples,
       sum(u.cpu_s) AS cpu_s, sum(u.dynamic_j) AS dynamic_j, sum(u.static_j) AS static_j
FROM stack_use u JOIN stack s ON s.id = u.stack
JOIN location_line l ON l.location = s.location AND l.position = 0
JOIN function f ON f.id = l.function LEFT JOIN module m ON m.id = f.module
GROUP BY f.id ORDER BY cpu_s DESC;
COMMIT;
