PRAGMA application_id = 1128352847;
PRAGMA user_version = 3;
BEGIN TRANSACTION;
CREATE TABLE argument (  -- the command, one row per word
  position INTEGER PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
INSERT INTO "argument" VALUES(0,'./simulate');
INSERT INTO "argument" VALUES(1,'16');
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
INSERT INTO "bucket" VALUES(25,2.5,2.6);
INSERT INTO "bucket" VALUES(26,2.6,2.7);
INSERT INTO "bucket" VALUES(27,2.7,2.80000000000000026645e+00);
INSERT INTO "bucket" VALUES(28,2.80000000000000026645e+00,2.90000000000000035527e+00);
INSERT INTO "bucket" VALUES(29,2.90000000000000035527e+00,3.0);
INSERT INTO "bucket" VALUES(30,3.0,3.1);
INSERT INTO "bucket" VALUES(31,3.1,3.2);
INSERT INTO "bucket" VALUES(32,3.2,3.30000000000000026645e+00);
INSERT INTO "bucket" VALUES(33,3.30000000000000026645e+00,3.40000000000000035527e+00);
INSERT INTO "bucket" VALUES(34,3.40000000000000035527e+00,3.5);
INSERT INTO "bucket" VALUES(35,3.5,3.6);
INSERT INTO "bucket" VALUES(36,3.6,3.7);
INSERT INTO "bucket" VALUES(37,3.7,3.80000000000000026645e+00);
INSERT INTO "bucket" VALUES(38,3.80000000000000026645e+00,3.90000000000000035527e+00);
INSERT INTO "bucket" VALUES(39,3.90000000000000035527e+00,4.0);
INSERT INTO "bucket" VALUES(40,4.0,4.1000000000000005329e+00);
INSERT INTO "bucket" VALUES(41,4.1000000000000005329e+00,4.2);
INSERT INTO "bucket" VALUES(42,4.2,4.3);
INSERT INTO "bucket" VALUES(43,4.3,4.4);
INSERT INTO "bucket" VALUES(44,4.4,4.5);
INSERT INTO "bucket" VALUES(45,4.5,4.6000000000000005329e+00);
INSERT INTO "bucket" VALUES(46,4.6000000000000005329e+00,4.7);
INSERT INTO "bucket" VALUES(47,4.7,4.80000000000000071054e+00);
INSERT INTO "bucket" VALUES(48,4.80000000000000071054e+00,4.847818939);
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
INSERT INTO "carbon" VALUES(1.15e-05,2.84331529684803352431e-01,'FR','France',2025,'lifecycle,generation','OWID/Ember',1,1.0,0.0,0,'');
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
INSERT INTO "domain" VALUES(0,'rapl-powercap','package-0','package','powercap/intel-rapl:0','cpu','total','measured',0.03,0.001,0);
INSERT INTO "domain" VALUES(1,'rapl-powercap','dram-0','dram','powercap/intel-rapl:0:1','memory','total','measured',0.1,0.001,0);
INSERT INTO "domain" VALUES(2,'rapl-powercap','core-0','core','powercap/intel-rapl:0:0','cpu','inside','measured',0.03,0.001,0);
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
INSERT INTO "domain_total" VALUES(0,1.77003524999999967796e+02,87.2525568663002,8.56339455519841550278e+01,3.48425638765165590626e+00,0.632766194063999,8.35172492730167448371e+01,3.39997138965461598303e+00,8.37976013509675654589e-01,1,1.79983118107745383436e+01,3.245759713125901183e-03,0.0,0.0,14,0,0,0);
INSERT INTO "domain_total" VALUES(1,20.529392,1.45420928155184210335e+01,5.71142332335464608661e+00,0.232376255037555,4.34996060893795555291e-02,1.39195415497798844482e+01,5.66661898449889123163e-01,7.45873634244455380182e-02,1,2.99971863605082145198e+00,5.40842697376628486934e-04,0.0,0.0,14,0,0,0);
INSERT INTO "domain_total" VALUES(2,113.556214,3.87850718712551483235e+01,7.13460284508275321968e+01,2.90294726932916447026e+00,5.22166408588161767845e-01,3.71246715498211443673e+01,1.51133834289843416165e+00,6.97963053144266654115e-01,1,8.00051989550081543711e+00,2.42758664790174421427e-03,0.0,0.0,14,0,0,0);
CREATE TABLE function (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,                     -- for people
  linkage_name TEXT NOT NULL,             -- as the linker sees it; "" the same
  file TEXT NOT NULL,                     -- source; "" unknown
  first_line INTEGER NOT NULL,            -- 0 unknown
  module INTEGER REFERENCES module(id),   -- NULL for Python
  language TEXT NOT NULL                  -- "native", "python", "kernel"
) STRICT;
INSERT INTO "function" VALUES(0,'_start','','',0,0,'native');
INSERT INTO "function" VALUES(1,'_dl_start','','',0,0,'native');
INSERT INTO "function" VALUES(2,'_dl_sysdep_start','','',0,0,'native');
INSERT INTO "function" VALUES(3,'dl_main','','',0,0,'native');
INSERT INTO "function" VALUES(4,'_dl_relocate_object','','',0,0,'native');
INSERT INTO "function" VALUES(5,'_dl_protect_relro','','',0,0,'native');
INSERT INTO "function" VALUES(6,'mprotect','','',0,0,'native');
INSERT INTO "function" VALUES(7,'__libc_start_main_impl','__libc_start_main','../csu/libc-start.c',234,1,'native');
INSERT INTO "function" VALUES(8,'__libc_start_call_main','','../sysdeps/nptl/libc_start_call_main.h',23,1,'native');
INSERT INTO "function" VALUES(9,'__libc_free','__GI___libc_free','malloc/malloc.c',3345,1,'native');
INSERT INTO "function" VALUES(10,'__GI_munmap','__munmap','../sysdeps/unix/syscall-template.S',0,1,'native');
INSERT INTO "function" VALUES(11,'__memcpy_avx512_unaligned_erms','','../sysdeps/x86_64/multiarch/memmove-vec-unaligned-erms.S',0,1,'native');
INSERT INTO "function" VALUES(12,'clone3','','../sysdeps/unix/sysv/linux/x86_64/clone3.S',0,1,'native');
INSERT INTO "function" VALUES(13,'start_thread','','nptl/pthread_create.c',335,1,'native');
INSERT INTO "function" VALUES(14,'__dl_iterate_phdr','__GI___dl_iterate_phdr','elf/dl-iteratephdr.c',31,1,'native');
INSERT INTO "function" VALUES(15,'_start','','',0,2,'native');
INSERT INTO "function" VALUES(16,'main','','simulate.cpp',56,2,'native');
INSERT INTO "function" VALUES(17,'std::__new_allocator<double>::deallocate(double*, unsigned long)','_ZNSt15__new_allocatorIdE10deallocateEPdm','/usr/include/c++/12/bits/new_allocator.h',142,2,'native');
INSERT INTO "function" VALUES(18,'std::allocator<double>::deallocate(double*, unsigned long)','_ZNSaIdE10deallocateEPdm','/usr/include/c++/12/bits/allocator.h',193,2,'native');
INSERT INTO "function" VALUES(19,'std::allocator_traits<std::allocator<double> >::deallocate(std::allocator<double>&, double*, unsigned long)','_ZNSt16allocator_traitsISaIdEE10deallocateERS0_Pdm','/usr/include/c++/12/bits/alloc_traits.h',495,2,'native');
INSERT INTO "function" VALUES(20,'std::_Vector_base<double, std::allocator<double> >::_M_deallocate(double*, unsigned long)','_ZNSt12_Vector_baseIdSaIdEE13_M_deallocateEPdm','/usr/include/c++/12/bits/stl_vector.h',383,2,'native');
INSERT INTO "function" VALUES(21,'void std::vector<double, std::allocator<double> >::_M_realloc_insert<double>(__gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >, double&&)','_ZNSt6vectorIdSaIdEE17_M_realloc_insertIJdEEEvN9__gnu_cxx17__normal_iteratorIPdS1_EEDpOT_','/usr/include/c++/12/bits/vector.tcc',439,2,'native');
INSERT INTO "function" VALUES(22,'double& std::vector<double, std::allocator<double> >::emplace_back<double>(double&&)','_ZNSt6vectorIdSaIdEE12emplace_backIJdEEERdDpOT_','/usr/include/c++/12/bits/vector.tcc',111,2,'native');
INSERT INTO "function" VALUES(23,'std::vector<double, std::allocator<double> >::push_back(double&&)','_ZNSt6vectorIdSaIdEE9push_backEOd','/usr/include/c++/12/bits/stl_vector.h',1293,2,'native');
INSERT INTO "function" VALUES(24,'read_events(long)','_Z11read_eventsl','simulate.cpp',21,2,'native');
INSERT INTO "function" VALUES(25,'std::enable_if<std::__is_bitwise_relocatable<double, void>::value, double*>::type std::__relocate_a_1<double, double>(double*, double*, double*, std::allocator<double>&)','_ZSt14__relocate_a_1IddENSt9enable_ifIXsrSt24__is_bitwise_relocatableIT_vE5valueEPS2_E4typeES4_S4_S4_RSaIT0_E','/usr/include/c++/12/bits/stl_uninitialized.h',1100,2,'native');
INSERT INTO "function" VALUES(26,'double* std::__relocate_a<double*, double*, std::allocator<double> >(double*, double*, double*, std::allocator<double>&)','_ZSt12__relocate_aIPdS0_SaIdEET0_T_S3_S2_RT1_','/usr/include/c++/12/bits/stl_uninitialized.h',1127,2,'native');
INSERT INTO "function" VALUES(27,'std::vector<double, std::allocator<double> >::_S_relocate(double*, double*, double*, std::allocator<double>&)','_ZNSt6vectorIdSaIdEE11_S_relocateEPdS2_S2_RS0_','/usr/include/c++/12/bits/stl_vector.h',499,2,'native');
INSERT INTO "function" VALUES(28,'Generator::next()','_ZN9Generator4nextEv','simulate.cpp',15,2,'native');
INSERT INTO "function" VALUES(29,'decltype (::new ((void*)(0)) double((declval<double>)())) std::construct_at<double, double>(double*, double&&)','_ZSt12construct_atIdJdEEDTgsnwcvPvLi0E_T_pispcl7declvalIT0_EEEEPS1_DpOS2_','/usr/include/c++/12/bits/stl_construct.h',94,2,'native');
INSERT INTO "function" VALUES(30,'void std::allocator_traits<std::allocator<double> >::construct<double, double>(std::allocator<double>&, double*, double&&)','_ZNSt16allocator_traitsISaIdEE9constructIdJdEEEvRS0_PT_DpOT0_','/usr/include/c++/12/bits/alloc_traits.h',511,2,'native');
INSERT INTO "function" VALUES(31,'operator()','','simulate.cpp',0,2,'native');
INSERT INTO "function" VALUES(32,'__invoke_impl<void, simulate(long int, int)::<lambda()> >','','/usr/include/c++/12/bits/invoke.h',60,2,'native');
INSERT INTO "function" VALUES(33,'__invoke<simulate(long int, int)::<lambda()> >','','/usr/include/c++/12/bits/invoke.h',90,2,'native');
INSERT INTO "function" VALUES(34,'_M_invoke<0>','','/usr/include/c++/12/bits/std_thread.h',251,2,'native');
INSERT INTO "function" VALUES(35,'operator()','','/usr/include/c++/12/bits/std_thread.h',255,2,'native');
INSERT INTO "function" VALUES(36,'std::thread::_State_impl<std::thread::_Invoker<std::tuple<simulate(long, int)::{lambda()#1}> > >::_M_run()','_ZNSt6thread11_State_implINS_8_InvokerISt5tupleIJZ8simulateliEUlvE_EEEEE6_M_runEv','/usr/include/c++/12/bits/std_thread.h',210,2,'native');
INSERT INTO "function" VALUES(37,'hits(long, unsigned long)','_Z4hitslm','simulate.cpp',28,2,'native');
INSERT INTO "function" VALUES(38,'simulate(long, int)','_Z8simulateli','simulate.cpp',43,2,'native');
INSERT INTO "function" VALUES(39,'thread<simulate(long int, int)::<lambda()> >','','/usr/include/c++/12/bits/std_thread.h',126,2,'native');
INSERT INTO "function" VALUES(40,'double* std::__copy_move<false, true, std::random_access_iterator_tag>::__copy_m<double>(double const*, double const*, double*)','_ZNSt11__copy_moveILb0ELb1ESt26random_access_iterator_tagE8__copy_mIdEEPT_PKS3_S6_S4_','/usr/include/c++/12/bits/stl_algobase.h',420,2,'native');
INSERT INTO "function" VALUES(41,'double* std::__copy_move_a2<false, double const*, double*>(double const*, double const*, double*)','_ZSt14__copy_move_a2ILb0EPKdPdET1_T0_S4_S3_','/usr/include/c++/12/bits/stl_algobase.h',486,2,'native');
INSERT INTO "function" VALUES(42,'double* std::__copy_move_a1<false, double const*, double*>(double const*, double const*, double*)','_ZSt14__copy_move_a1ILb0EPKdPdET1_T0_S4_S3_','/usr/include/c++/12/bits/stl_algobase.h',521,2,'native');
INSERT INTO "function" VALUES(43,'double* std::__copy_move_a<false, __gnu_cxx::__normal_iterator<double const*, std::vector<double, std::allocator<double> > >, double*>(__gnu_cxx::__normal_iterator<double const*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__normal_iterator<double const*, std::vector<double, std::allocator<double> > >, double*)','_ZSt13__copy_move_aILb0EN9__gnu_cxx17__normal_iteratorIPKdSt6vectorIdSaIdEEEEPdET1_T0_SA_S9_','/usr/include/c++/12/bits/stl_algobase.h',527,2,'native');
INSERT INTO "function" VALUES(44,'double* std::copy<__gnu_cxx::__normal_iterator<double const*, std::vector<double, std::allocator<double> > >, double*>(__gnu_cxx::__normal_iterator<double const*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__normal_iterator<double const*, std::vector<double, std::allocator<double> > >, double*)','_ZSt4copyIN9__gnu_cxx17__normal_iteratorIPKdSt6vectorIdSaIdEEEEPdET0_T_SA_S9_','/usr/include/c++/12/bits/stl_algobase.h',611,2,'native');
INSERT INTO "function" VALUES(45,'double* std::__uninitialized_copy<true>::__uninit_copy<__gnu_cxx::__normal_iterator<double const*, std::vector<double, std::allocator<double> > >, double*>(__gnu_cxx::__normal_iterator<double const*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__normal_iterator<double const*, std::vector<double, std::allocator<double> > >, double*)','_ZNSt20__uninitialized_copyILb1EE13__uninit_copyIN9__gnu_cxx17__normal_iteratorIPKdSt6vectorIdSaIdEEEEPdEET0_T_SC_SB_','/usr/include/c++/12/bits/stl_uninitialized.h',145,2,'native');
INSERT INTO "function" VALUES(46,'double* std::uninitialized_copy<__gnu_cxx::__normal_iterator<double const*, std::vector<double, std::allocator<double> > >, double*>(__gnu_cxx::__normal_iterator<double const*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__normal_iterator<double const*, std::vector<double, std::allocator<double> > >, double*)','_ZSt18uninitialized_copyIN9__gnu_cxx17__normal_iteratorIPKdSt6vectorIdSaIdEEEEPdET0_T_SA_S9_','/usr/include/c++/12/bits/stl_uninitialized.h',163,2,'native');
INSERT INTO "function" VALUES(47,'double* std::__uninitialized_copy_a<__gnu_cxx::__normal_iterator<double const*, std::vector<double, std::allocator<double> > >, double*, double>(__gnu_cxx::__normal_iterator<double const*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__normal_iterator<double const*, std::vector<double, std::allocator<double> > >, double*, std::allocator<double>&)','_ZSt22__uninitialized_copy_aIN9__gnu_cxx17__normal_iteratorIPKdSt6vectorIdSaIdEEEEPddET0_T_SA_S9_RSaIT1_E','/usr/include/c++/12/bits/stl_uninitialized.h',365,2,'native');
INSERT INTO "function" VALUES(48,'std::vector<double, std::allocator<double> >::vector(std::vector<double, std::allocator<double> > const&)','_ZNSt6vectorIdSaIdEEC4ERKS1_','/usr/include/c++/12/bits/stl_vector.h',596,2,'native');
INSERT INTO "function" VALUES(49,'void std::__sort<__gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__ops::_Iter_less_iter>(__gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__ops::_Iter_less_iter)','_ZSt6__sortIN9__gnu_cxx17__normal_iteratorIPdSt6vectorIdSaIdEEEENS0_5__ops15_Iter_less_iterEEvT_S9_T0_','/usr/include/c++/12/bits/stl_algo.h',1932,2,'native');
INSERT INTO "function" VALUES(50,'void std::sort<__gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > > >(__gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >)','_ZSt4sortIN9__gnu_cxx17__normal_iteratorIPdSt6vectorIdSaIdEEEEEvT_S7_','/usr/include/c++/12/bits/stl_algo.h',4810,2,'native');
INSERT INTO "function" VALUES(51,'median(std::vector<double, std::allocator<double> >)','_Z6medianSt6vectorIdSaIdEE','simulate.cpp',38,2,'native');
INSERT INTO "function" VALUES(52,'bool __gnu_cxx::__ops::_Iter_less_iter::operator()<__gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > > >(__gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >) const','_ZNK9__gnu_cxx5__ops15_Iter_less_iterclINS_17__normal_iteratorIPdSt6vectorIdSaIdEEEES8_EEbT_T0_','/usr/include/c++/12/bits/predefined_ops.h',44,2,'native');
INSERT INTO "function" VALUES(53,'__gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > > std::__unguarded_partition<__gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__ops::_Iter_less_iter>(__gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__ops::_Iter_less_iter)','_ZSt21__unguarded_partitionIN9__gnu_cxx17__normal_iteratorIPdSt6vectorIdSaIdEEEENS0_5__ops15_Iter_less_iterEET_S9_S9_S9_T0_','/usr/include/c++/12/bits/stl_algo.h',1861,2,'native');
INSERT INTO "function" VALUES(54,'__gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > > std::__unguarded_partition_pivot<__gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__ops::_Iter_less_iter>(__gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__ops::_Iter_less_iter)','_ZSt27__unguarded_partition_pivotIN9__gnu_cxx17__normal_iteratorIPdSt6vectorIdSaIdEEEENS0_5__ops15_Iter_less_iterEET_S9_S9_T0_','/usr/include/c++/12/bits/stl_algo.h',1883,2,'native');
INSERT INTO "function" VALUES(55,'void std::__introsort_loop<__gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >, long, __gnu_cxx::__ops::_Iter_less_iter>(__gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >, long, __gnu_cxx::__ops::_Iter_less_iter)','_ZSt16__introsort_loopIN9__gnu_cxx17__normal_iteratorIPdSt6vectorIdSaIdEEEElNS0_5__ops15_Iter_less_iterEEvT_S9_T0_T1_','/usr/include/c++/12/bits/stl_algo.h',1908,2,'native');
INSERT INTO "function" VALUES(56,'__gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >::difference_type __gnu_cxx::operator-<double*, std::vector<double, std::allocator<double> > >(__gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > > const&, __gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > > const&)','_ZN9__gnu_cxxmiIPdSt6vectorIdSaIdEEEENS_17__normal_iteratorIT_T0_E15difference_typeERKS8_SB_','/usr/include/c++/12/bits/stl_iterator.h',1330,2,'native');
INSERT INTO "function" VALUES(57,'std::enable_if<std::__and_<std::__not_<std::__is_tuple_like<double> >, std::is_move_constructible<double>, std::is_move_assignable<double> >::value, void>::type std::swap<double>(double&, double&)','_ZSt4swapIdENSt9enable_ifIXsrSt6__and_IJSt6__not_ISt15__is_tuple_likeIT_EESt21is_move_constructibleIS4_ESt18is_move_assignableIS4_EEE5valueEvE4typeERS4_SE_','/usr/include/c++/12/bits/move.h',196,2,'native');
INSERT INTO "function" VALUES(58,'void std::iter_swap<__gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > > >(__gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >)','_ZSt9iter_swapIN9__gnu_cxx17__normal_iteratorIPdSt6vectorIdSaIdEEEES6_EvT_T0_','/usr/include/c++/12/bits/stl_algobase.h',152,2,'native');
INSERT INTO "function" VALUES(59,'void std::__move_median_to_first<__gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__ops::_Iter_less_iter>(__gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__ops::_Iter_less_iter)','_ZSt22__move_median_to_firstIN9__gnu_cxx17__normal_iteratorIPdSt6vectorIdSaIdEEEENS0_5__ops15_Iter_less_iterEEvT_S9_S9_S9_T0_','/usr/include/c++/12/bits/stl_algo.h',82,2,'native');
INSERT INTO "function" VALUES(60,'__gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >::operator--()','_ZN9__gnu_cxx17__normal_iteratorIPdSt6vectorIdSaIdEEEmmEv','/usr/include/c++/12/bits/stl_iterator.h',1119,2,'native');
INSERT INTO "function" VALUES(61,'__gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >::operator++()','_ZN9__gnu_cxx17__normal_iteratorIPdSt6vectorIdSaIdEEEppEv','/usr/include/c++/12/bits/stl_iterator.h',1105,2,'native');
INSERT INTO "function" VALUES(62,'void std::__unguarded_insertion_sort<__gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__ops::_Iter_less_iter>(__gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__ops::_Iter_less_iter)','_ZSt26__unguarded_insertion_sortIN9__gnu_cxx17__normal_iteratorIPdSt6vectorIdSaIdEEEENS0_5__ops15_Iter_less_iterEEvT_S9_T0_','/usr/include/c++/12/bits/stl_algo.h',1826,2,'native');
INSERT INTO "function" VALUES(63,'void std::__final_insertion_sort<__gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__ops::_Iter_less_iter>(__gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__ops::_Iter_less_iter)','_ZSt22__final_insertion_sortIN9__gnu_cxx17__normal_iteratorIPdSt6vectorIdSaIdEEEENS0_5__ops15_Iter_less_iterEEvT_S9_T0_','/usr/include/c++/12/bits/stl_algo.h',1844,2,'native');
INSERT INTO "function" VALUES(64,'void std::__unguarded_linear_insert<__gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__ops::_Val_less_iter>(__gnu_cxx::__normal_iterator<double*, std::vector<double, std::allocator<double> > >, __gnu_cxx::__ops::_Val_less_iter)','_ZSt25__unguarded_linear_insertIN9__gnu_cxx17__normal_iteratorIPdSt6vectorIdSaIdEEEENS0_5__ops14_Val_less_iterEEvT_T0_','/usr/include/c++/12/bits/stl_algo.h',1782,2,'native');
INSERT INTO "function" VALUES(65,'libstdc++.so.6.0.30+0xd4490','','',0,3,'native');
INSERT INTO "function" VALUES(66,'std::thread::_M_start_thread(std::unique_ptr<std::thread::_State, std::default_delete<std::thread::_State> >, void (*)())','_ZNSt6thread15_M_start_threadESt10unique_ptrINS_6_StateESt14default_deleteIS1_EEPFvvE','',0,3,'native');
INSERT INTO "function" VALUES(67,'pthread_create','','/usr/src/calo/src/agent/setup/interpose.cpp',100,4,'native');
INSERT INTO "function" VALUES(68,'calo::agent::wake_if_needed()','_ZN4calo5agent14wake_if_neededEv','/usr/src/calo/src/agent/setup/load.cpp',182,4,'native');
INSERT INTO "function" VALUES(69,'calo::agent::has_interpreter()','_ZN4calo5agent15has_interpreterEv','/usr/src/calo/src/agent/setup/interpreter.cpp',43,4,'native');
INSERT INTO "function" VALUES(70,'std::char_traits<char>::length(char const*)','_ZNSt11char_traitsIcE6lengthEPKc','/usr/include/c++/12/bits/char_traits.h',389,4,'native');
INSERT INTO "function" VALUES(71,'std::basic_string_view<char, std::char_traits<char> >::basic_string_view(char const*)','_ZNSt17basic_string_viewIcSt11char_traitsIcEEC4EPKc','/usr/include/c++/12/string_view',133,4,'native');
INSERT INTO "function" VALUES(72,'calo::agent::(anonymous namespace)::look(dl_phdr_info*, unsigned long, void*)','_ZN4calo5agent12_GLOBAL__N_14lookEP12dl_phdr_infomPv','/usr/src/calo/src/agent/setup/interpreter.cpp',19,4,'native');
INSERT INTO "function" VALUES(73,'strlen','','/usr/src/calo/src/agent/hooks/memory.cpp',26,4,'native');
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
INSERT INTO "interval" VALUES(0,0.0,0.024026439,0.009379655,0.0,1.33199999999999985078e-03,1.92883449999940309593e-02,0.0,1,1,2555904.0,455680.0,0.0,150,0,29,7309.0,0.0,0.0,0.0,2950000000.0,54.0);
INSERT INTO "interval" VALUES(1,0.024026439,0.406241001,0.123444077,6.64118660000000277099e-02,1.115199999999999525e-02,0.0,0.0,1,1,18636800.0,16608256.0,NULL,8015,0,259,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(2,0.406241001,0.687819317,0.0825596155294118,6.6920682470588216395e-02,5.25600000000001066347e-03,0.0,0.0,1,1,34742272.0,32564224.0,NULL,7999,0,202,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(3,0.687819317,1.205345224,0.322546434,0.0,1.2831999999999996187e-02,0.0,0.0,1,2,34906112.0,NULL,0.0,3,0,361,0.0,0.0,0.0,0.0,2950000000.0,54.0);
INSERT INTO "interval" VALUES(4,1.205345224,1.50533384,1.79346718000000016068e-01,0.0,7.52600000000000490807e-03,2.00460700000251734742e-03,0.0,1,2,34906112.0,NULL,NULL,2,0,215,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(5,1.50533384,1.806293888,1.79427759004568754264e-01,7.72205399543113291116e-03,0.008298,0.0,0.0,1,2,34906112.0,32581632.0,NULL,0,0,201,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(6,1.806293888,2.305386903,2.74460734382049875712e-01,1.03891466179500957522e-02,1.18289999999999922986e-02,0.0,0.0,1,2,34906112.0,NULL,0.0,0,0,347,0.0,0.0,0.0,0.0,2950000000.0,54.0);
INSERT INTO "interval" VALUES(7,2.305386903,2.508862933,1.33878147000000113919e-01,0.0,5.19599999999999229149e-03,0.0,0.0,1,2,34906112.0,NULL,NULL,0,0,144,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(8,2.508862933,2.806409066,0.188912878,0.0,9.22899999999998721378e-03,0.0,0.0,1,2,34906112.0,32595968.0,NULL,0,0,216,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(9,2.806409066,3.205510108,2.45121945639525051774e-01,9.39583136047494882348e-03,1.21090000000000086455e-02,0.0,0.0,1,2,34906112.0,NULL,NULL,0,0,273,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(10,3.205510108,3.564626441,2.13682402149206307484e-01,2.12820850793882243578e-04,1.49370000000000058282e-02,0.0,0.0,1,1,34906112.0,NULL,0.0,13,0,258,0.0,0.0,0.0,0.0,2950000000.0,54.0);
INSERT INTO "interval" VALUES(11,3.564626441,3.806633252,6.5672465810932889596e-02,5.98705951890667886772e-02,4.93599999999999594635e-03,0.0,0.0,1,1,61644800.0,59415552.0,NULL,6535,0,173,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(12,3.806633252,4.307218427,0.294262271122101,2.04017098778992433949e-02,5.78500000000001235456e-03,0.0,0.0,1,1,66887680.0,64603136.0,NULL,1265,0,346,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(13,4.307218427,4.847818939,2.92958897362204151448e-01,3.00192936377956520743e-02,6.96800000000000196997e-03,0.0,0.0,0,0,0.0,NULL,NULL,355,0,375,19248.0,38.0,0.0,0.0,NULL,NULL);
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
INSERT INTO "interval_energy" VALUES(0,0,1.321439,0.432435340824554,2.77951587226830887367e-01,3.94717624673976488769e-02,5.71580309481217407885e-01,1.35203143558084631914e-01,1.92001291326140133275e-02,3.33541904672197062065e-02,'good');
INSERT INTO "interval_energy" VALUES(0,1,0.1334,7.20725568262382682016e-02,1.91743419667368165948e-02,2.72293847691556199774e-03,3.94301627301093457478e-02,2.25338572666048155002e-02,3.20002152308561556293e-03,3.06789471467789091538e-03,'good');
INSERT INTO "interval_energy" VALUES(0,2,0.925016,1.92224003237536716914e-01,2.29111203879812985739e-01,3.25359646562598386898e-02,4.7114482822639036641e-01,6.00998277695778751472e-02,8.53474574374832664624e-03,2.74933444655775550968e-02,'good');
INSERT INTO "interval_energy" VALUES(1,0,12.495588,6.87921686549461686155e+00,5.30477264761372779844e+00,3.11598486891654813391e-01,2.22044604925031308084e-16,6.49755519909969248004e+00,3.81661666394924159462e-01,7.0634611169993338775e-02,'good');
INSERT INTO "interval_energy" VALUES(1,1,1.522212,1.14653614460140196307e+00,3.54833210690745970428e-01,2.08426447078519788691e-02,-1.38777878078144567552e-17,1.08292586684936886776e+00,6.36102777520330536775e-02,6.29961169743139572096e-03,'good');
INSERT INTO "interval_energy" VALUES(1,2,7.732872,3.0579152076311295616e+00,4.41558834468271310669e+00,2.59368447686157466147e-01,2.77555756156289135105e-16,2.8882608651880432582e+00,1.69654342443086136871e-01,5.87948601253851094172e-02,'good');
INSERT INTO "interval_energy" VALUES(2,0,9.756168,5.06793433052080466438e+00,4.5289862499320205913e+00,1.59247419547175028675e-01,3.33066907387546962127e-16,4.8957894415354328288e+00,1.72144888985371752321e-01,3.69211651626450212959e-02,'good');
INSERT INTO "interval_energy" VALUES(2,1,1.155694,8.44655722013007204118e-01,3.00473095736738637917e-01,1.05651822502541535564e-02,3.46944695195361418882e-18,0.815964907173296,0.0286908148397112,3.26601912876018545331e-03,'good');
INSERT INTO "interval_energy" VALUES(2,2,6.165154,2.25277291929961576144e+00,3.77948740787798520557e+00,1.3289367282239916701e-01,1.11022302462515654042e-16,2.17625193090270574458e+00,7.65209883969099752265e-02,3.08111067501021275438e-02,'good');
INSERT INTO "interval_energy" VALUES(3,0,19.161397,9.31459264433990519194e+00,9.47005325695399768903e+00,3.76751098706097242718e-01,7.77156117237609578296e-16,8.95820463397615718292e+00,3.56388010363748175546e-01,8.69606708652474469367e-02,'good');
INSERT INTO "interval_energy" VALUES(3,1,2.209879,1.55243210786700425174e+00,6.32292148522228480977e-01,2.51547436107671662508e-02,2.77555756156289135105e-17,1.49303410612146136848e+00,5.93980017455427444783e-02,7.74153329115943693305e-03,'good');
INSERT INTO "interval_energy" VALUES(3,2,12.341624,4.140476315390604789e+00,7.88736147649290142425e+00,3.13786208116493658959e-01,4.9960036108132044319e-16,3.98205649260888039364e+00,1.58419822781724312088e-01,7.24272849098152871061e-02,'good');
INSERT INTO "interval_energy" VALUES(4,0,11.164322,5.39928865045070871531e+00,5.47413412595820236816e+00,2.29713339008308231603e-01,6.1185884582780986074e-02,5.12684462781845784462e+00,2.15139887137280827467e-01,6.62929604956774137791e-02,'good');
INSERT INTO "interval_energy" VALUES(4,1,1.283311,8.99881442018293786766e-01,3.64081992416023514369e-01,1.5278122206412466863e-02,4.0694433592703225383e-03,8.54474104898966135834e-01,3.58566478672312435871e-02,5.87881665180503814455e-03,'good');
INSERT INTO "interval_energy" VALUES(4,2,7.207401,2.40006489073175455217e+00,4.56476156425943457861e+00,1.91552964647039275503e-01,5.10215803617715402129e-02,2.27895943115333210471e+00,0.0956329107670651,5.52802600536697053001e-02,'good');
INSERT INTO "interval_energy" VALUES(5,0,11.188506,5.41677278648967,5.5266865104003359832e+00,2.45046703109994629121e-01,-8.32667268468867405317e-17,5.18679640613338843735e+00,2.2997638035628112374e-01,5.63142997112608817422e-02,'good');
INSERT INTO "interval_energy" VALUES(5,1,1.287686,9.02795464692349391988e-01,3.68549489516655448539e-01,1.63410457909953059363e-02,-3.8163916471489756077e-17,0.864466067954525,3.83293967378244351817e-02,0.00500712470230069,'good');
INSERT INTO "interval_energy" VALUES(5,2,7.216811,2.40783685177487916106e+00,4.6048026772352042002e+00,2.04171470989916226113e-01,-1.66533453693773481063e-16,2.30560889696001547477e+00,1.02227954814863852828e-01,4.69207431232164726142e-02,'good');
INSERT INTO "interval_energy" VALUES(6,0,18.004077,8.98283170654957707768e+00,8.66155568488598603948e+00,3.59689608564436325011e-01,-6.66133814775093924254e-16,8.62467370117145,3.58158005378127641815e-01,8.28835879530092078937e-02,'good');
INSERT INTO "interval_energy" VALUES(6,1,2.094947,1.49713861821829263831e+00,0.573972929375185,2.38354524065223609408e-02,-6.59194920871186695876e-17,1.43744561730359610152e+00,5.96930009146966339406e-02,7.32323191587504543353e-03,'good');
INSERT INTO "interval_energy" VALUES(6,2,11.524105,3.99300359621298817103e+00,7.23082590657224333341e+00,3.00275497214769815368e-01,-8.32667268468867405317e-16,3.83379698406588609316e+00,1.59206612147102605225e-01,6.91927428286419898828e-02,'good');
INSERT INTO "interval_energy" VALUES(7,0,7.599843,3.66222503395851495255e+00,3.79050318307933276074e+00,1.47114782962152634837e-01,-4.44089209850062616169e-16,3.52539930691344194357e+00,1.36825727045073314291e-01,3.39884097180709610075e-02,'good');
INSERT INTO "interval_energy" VALUES(7,1,0.876777,6.1037083918063617105e-01,0.256452862945695,9.95329787366886799271e-03,-3.64291929955129489826e-17,5.87566551332783570948e-01,2.28042878478526903074e-02,3.06605730450436623699e-03,'good');
INSERT INTO "interval_energy" VALUES(7,2,4.893845,1.62791402627252113077e+00,3.14391133380484166792e+00,1.22019639922637396223e-01,-4.16333634234433702658e-16,1.56709293577529185093e+00,6.08210904972295227088e-02,2.81905967016858396978e-02,'good');
INSERT INTO "interval_energy" VALUES(8,0,11.486257,5.35532807982419178927e+00,5.84536413409710498001e+00,2.85564786078702947946e-01,4.44089209850062616169e-16,5.10588902459984694814e+00,2.49439055224344841121e-01,6.53433179959044679874e-02,'good');
INSERT INTO "interval_energy" VALUES(8,1,1.300785,8.92554680244956322177e-01,3.89215875867420513234e-01,1.90144438876232585444e-02,-1.38777878078144567552e-17,8.50981504361457918861e-01,4.15731758834984449491e-02,5.80121412739276719194e-03,'good');
INSERT INTO "interval_energy" VALUES(8,2,7.491191,2.38052375689583151086e+00,4.87262393563835161103e+00,2.38043307465816506018e-01,8.32667268468867405317e-17,2.26964435081494420032e+00,1.10879406080887144003e-01,5.44693894164135772317e-02,'good');
INSERT INTO "interval_energy" VALUES(9,0,15.423116,7.18314499792102267861e+00,7.86574824025871777166e+00,3.74222761820259319787e-01,4.9960036108132044319e-16,6.8569185635077012364e+00,3.26226434413321164651e-01,8.57345356048403450799e-02,'good');
INSERT INTO "interval_energy" VALUES(9,1,1.747256,1.19719083335470122264e+00,5.25083658119214202741e-01,2.49815085260844810255e-02,1.38777878078144567552e-17,1.14281976093577419817e+00,5.43710724189269481443e-02,7.63102711612864519075e-03,'good');
INSERT INTO "interval_energy" VALUES(9,2,10.056299,3.19301582683610529755e+00,6.55158343737988513311e+00,3.1169973578400805847e-01,7.21644966006351751275e-16,3.04800327752580679785e+00,1.45012549310298333171e-01,7.14104934868412255521e-02,'good');
INSERT INTO "interval_energy" VALUES(10,0,13.036961,6.46348773767594586558e+00,6.14439046606360594893e+00,4.29082796260447818514e-01,1.66533453693773481063e-16,6.0415842353109594498e+00,4.21903502364986249251e-01,9.62578705271857487657e-02,'good');
INSERT INTO "interval_energy" VALUES(10,1,1.515855,1.0772479566103332349e+00,4.09977013399915435343e-01,2.86300299897512648683e-02,1.73472347597680709441e-17,1.00693070619456226388e+00,7.03172504157709571392e-02,8.5635864653967521537e-03,'good');
INSERT INTO "interval_energy" VALUES(10,2,8.349097,2.87311736696579789196e+00,5.11853562140725681928e+00,3.57444011626945779003e-01,-5.55111512312578270211e-17,2.68557492408891285151e+00,1.87542442876884984936e-01,0.0801868536603363,'good');
INSERT INTO "interval_energy" VALUES(11,0,8.232032,4.35571404470918110973e+00,3.72967752669886687399e+00,1.46640428591952504122e-01,-2.49800180540660221595e-16,4.1909381461097536814e+00,1.64775898599427789159e-01,3.38623312535070095097e-02,'good');
INSERT INTO "interval_energy" VALUES(11,1,0.980317,7.25952341007928936278e-01,2.44742088541591934491e-01,9.62257045047913706081e-03,-1.38777878078144567552e-17,6.98489691232919152064e-01,2.74626497750098258476e-02,2.96273609520546384044e-03,'good');
INSERT INTO "interval_energy" VALUES(11,2,5.18191,1.93618030625220560736e+00,3.12294430852541671228e+00,1.2278538522237787689e-01,4.16333634234433702658e-17,1.86293494474810272798e+00,7.32453615041029626464e-02,0.0283537045507367,'good');
INSERT INTO "interval_energy" VALUES(12,0,18.62107,9.00968806750112882753e+00,9.43786961766487131342e+00,1.73512314833998593233e-01,8.32667268468867405317e-16,8.84703800911166560183e+00,1.62650058389463531005e-01,4.08911837893032870105e-02,'good');
INSERT INTO "interval_energy" VALUES(12,1,2.146748,1.50161467837826,6.33486861539591217251e-01,1.16464600821488354492e-02,3.29597460435593347938e-17,1.47450633530501962198e+00,2.71083430732402437535e-02,3.65958685349071456346e-03,'good');
INSERT INTO "interval_energy" VALUES(12,2,11.996779,4.00494165198025253715e+00,7.84756234076580216907e+00,1.44275007253945014573e-01,3.60822483003175875637e-16,3.9326412583749883467e+00,7.23003936052640655551e-02,3.40009056041257334834e-02,'good');
INSERT INTO "interval_energy" VALUES(13,0,19.512749,9.72989658004036428451e+00,9.57625232115055879944e+00,2.06600098809077648009e-01,-1.27675647831893e-15,9.52441483417071310668e+00,2.05481745869650983538e-01,4.85368787958108949265e-02,'good');
INSERT INTO "interval_energy" VALUES(13,1,2.274525,1.62164943050501619836e+00,6.39087754716903821972e-01,1.3787814778080140915e-02,-3.12250225675825276994e-17,1.58740247284955127149e+00,3.42469576554649893229e-02,4.31892336031713952593e-03,'good');
INSERT INTO "interval_energy" VALUES(13,2,12.47411,4.32508515177392816042e+00,7.97692889230567381275e+00,1.72095955920398308025e-01,-6.93889390390722837764e-16,4.23374542984466195605e+00,9.13397219292668288703e-02,0.040430767467719,'good');
CREATE TABLE location (  -- places in code
  id INTEGER PRIMARY KEY,
  module INTEGER REFERENCES module(id),   -- NULL for Python
  address INTEGER NOT NULL                -- virtual address in the module's own file; 0 for Python
) STRICT;
INSERT INTO "location" VALUES(0,0,109431);
INSERT INTO "location" VALUES(1,0,113867);
INSERT INTO "location" VALUES(2,0,107342);
INSERT INTO "location" VALUES(3,0,122424);
INSERT INTO "location" VALUES(4,0,60663);
INSERT INTO "location" VALUES(5,0,56108);
INSERT INTO "location" VALUES(6,0,134407);
INSERT INTO "location" VALUES(7,2,4656);
INSERT INTO "location" VALUES(8,1,160516);
INSERT INTO "location" VALUES(9,1,160329);
INSERT INTO "location" VALUES(10,2,8052);
INSERT INTO "location" VALUES(11,2,7420);
INSERT INTO "location" VALUES(12,1,626599);
INSERT INTO "location" VALUES(13,1,1055239);
INSERT INTO "location" VALUES(14,2,7385);
INSERT INTO "location" VALUES(15,1,1497888);
INSERT INTO "location" VALUES(16,1,1497782);
INSERT INTO "location" VALUES(17,2,7497);
INSERT INTO "location" VALUES(18,2,7461);
INSERT INTO "location" VALUES(19,2,7507);
INSERT INTO "location" VALUES(20,2,7488);
INSERT INTO "location" VALUES(21,1,1497748);
INSERT INTO "location" VALUES(22,1,1087723);
INSERT INTO "location" VALUES(23,1,561652);
INSERT INTO "location" VALUES(24,3,869538);
INSERT INTO "location" VALUES(25,2,5850);
INSERT INTO "location" VALUES(26,2,5780);
INSERT INTO "location" VALUES(27,2,8111);
INSERT INTO "location" VALUES(28,2,5966);
INSERT INTO "location" VALUES(29,2,5756);
INSERT INTO "location" VALUES(30,2,5787);
INSERT INTO "location" VALUES(31,2,5729);
INSERT INTO "location" VALUES(32,2,5724);
INSERT INTO "location" VALUES(33,2,6163);
INSERT INTO "location" VALUES(34,3,869752);
INSERT INTO "location" VALUES(35,4,44591);
INSERT INTO "location" VALUES(36,4,48292);
INSERT INTO "location" VALUES(37,4,47234);
INSERT INTO "location" VALUES(38,1,1373500);
INSERT INTO "location" VALUES(39,4,46762);
INSERT INTO "location" VALUES(40,4,5312);
INSERT INTO "location" VALUES(41,2,5784);
INSERT INTO "location" VALUES(42,2,5768);
INSERT INTO "location" VALUES(43,2,8271);
INSERT INTO "location" VALUES(44,2,8289);
INSERT INTO "location" VALUES(45,2,7613);
INSERT INTO "location" VALUES(46,2,9472);
INSERT INTO "location" VALUES(47,2,9485);
INSERT INTO "location" VALUES(48,2,9451);
INSERT INTO "location" VALUES(49,2,9443);
INSERT INTO "location" VALUES(50,2,9312);
INSERT INTO "location" VALUES(51,2,9457);
INSERT INTO "location" VALUES(52,2,9462);
INSERT INTO "location" VALUES(53,2,9433);
INSERT INTO "location" VALUES(54,2,9466);
INSERT INTO "location" VALUES(55,2,8622);
INSERT INTO "location" VALUES(56,2,9495);
INSERT INTO "location" VALUES(57,2,9397);
INSERT INTO "location" VALUES(58,2,9476);
INSERT INTO "location" VALUES(59,2,9428);
INSERT INTO "location" VALUES(60,2,9468);
INSERT INTO "location" VALUES(61,2,9482);
INSERT INTO "location" VALUES(62,2,9439);
INSERT INTO "location" VALUES(63,2,7819);
INSERT INTO "location" VALUES(64,2,7791);
INSERT INTO "location" VALUES(65,2,7868);
INSERT INTO "location" VALUES(66,2,7778);
INSERT INTO "location" VALUES(67,2,8405);
CREATE TABLE location_line (  -- functions and lines of a location: inlined ones in each other
  location INTEGER NOT NULL REFERENCES location(id),
  position INTEGER NOT NULL,              -- 0 innermost
  function INTEGER NOT NULL REFERENCES function(id),
  line INTEGER NOT NULL,                  -- 0 unknown
  PRIMARY KEY (location, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "location_line" VALUES(0,0,0,0);
INSERT INTO "location_line" VALUES(1,0,1,0);
INSERT INTO "location_line" VALUES(2,0,2,0);
INSERT INTO "location_line" VALUES(3,0,3,0);
INSERT INTO "location_line" VALUES(4,0,4,0);
INSERT INTO "location_line" VALUES(5,0,5,0);
INSERT INTO "location_line" VALUES(6,0,6,0);
INSERT INTO "location_line" VALUES(7,0,15,0);
INSERT INTO "location_line" VALUES(8,0,7,360);
INSERT INTO "location_line" VALUES(9,0,8,58);
INSERT INTO "location_line" VALUES(10,0,16,60);
INSERT INTO "location_line" VALUES(11,0,17,158);
INSERT INTO "location_line" VALUES(11,1,18,200);
INSERT INTO "location_line" VALUES(11,2,19,496);
INSERT INTO "location_line" VALUES(11,3,20,387);
INSERT INTO "location_line" VALUES(11,4,21,513);
INSERT INTO "location_line" VALUES(11,5,22,123);
INSERT INTO "location_line" VALUES(11,6,23,1294);
INSERT INTO "location_line" VALUES(11,7,24,24);
INSERT INTO "location_line" VALUES(12,0,9,3375);
INSERT INTO "location_line" VALUES(13,0,10,117);
INSERT INTO "location_line" VALUES(14,0,25,1117);
INSERT INTO "location_line" VALUES(14,1,26,1133);
INSERT INTO "location_line" VALUES(14,2,27,504);
INSERT INTO "location_line" VALUES(14,3,21,474);
INSERT INTO "location_line" VALUES(14,4,22,123);
INSERT INTO "location_line" VALUES(14,5,23,1294);
INSERT INTO "location_line" VALUES(14,6,24,24);
INSERT INTO "location_line" VALUES(15,0,11,598);
INSERT INTO "location_line" VALUES(16,0,11,548);
INSERT INTO "location_line" VALUES(17,0,22,114);
INSERT INTO "location_line" VALUES(17,1,23,1294);
INSERT INTO "location_line" VALUES(17,2,24,24);
INSERT INTO "location_line" VALUES(18,0,28,16);
INSERT INTO "location_line" VALUES(18,1,24,24);
INSERT INTO "location_line" VALUES(19,0,29,97);
INSERT INTO "location_line" VALUES(19,1,30,518);
INSERT INTO "location_line" VALUES(19,2,22,117);
INSERT INTO "location_line" VALUES(19,3,23,1294);
INSERT INTO "location_line" VALUES(19,4,24,24);
INSERT INTO "location_line" VALUES(20,0,28,17);
INSERT INTO "location_line" VALUES(20,1,24,24);
INSERT INTO "location_line" VALUES(21,0,11,543);
INSERT INTO "location_line" VALUES(22,0,12,81);
INSERT INTO "location_line" VALUES(23,0,13,442);
INSERT INTO "location_line" VALUES(24,0,65,0);
INSERT INTO "location_line" VALUES(25,0,31,47);
INSERT INTO "location_line" VALUES(25,1,32,61);
INSERT INTO "location_line" VALUES(25,2,33,96);
INSERT INTO "location_line" VALUES(25,3,34,252);
INSERT INTO "location_line" VALUES(25,4,35,259);
INSERT INTO "location_line" VALUES(25,5,36,210);
INSERT INTO "location_line" VALUES(26,0,37,33);
INSERT INTO "location_line" VALUES(27,0,16,64);
INSERT INTO "location_line" VALUES(28,0,38,48);
INSERT INTO "location_line" VALUES(29,0,28,17);
INSERT INTO "location_line" VALUES(29,1,37,32);
INSERT INTO "location_line" VALUES(30,0,37,31);
INSERT INTO "location_line" VALUES(31,0,28,17);
INSERT INTO "location_line" VALUES(31,1,37,32);
INSERT INTO "location_line" VALUES(32,0,28,17);
INSERT INTO "location_line" VALUES(32,1,37,32);
INSERT INTO "location_line" VALUES(33,0,39,142);
INSERT INTO "location_line" VALUES(33,1,38,47);
INSERT INTO "location_line" VALUES(34,0,66,0);
INSERT INTO "location_line" VALUES(35,0,67,104);
INSERT INTO "location_line" VALUES(36,0,68,183);
INSERT INTO "location_line" VALUES(37,0,69,45);
INSERT INTO "location_line" VALUES(38,0,14,74);
INSERT INTO "location_line" VALUES(39,0,70,395);
INSERT INTO "location_line" VALUES(39,1,71,134);
INSERT INTO "location_line" VALUES(39,2,72,23);
INSERT INTO "location_line" VALUES(40,0,73,27);
INSERT INTO "location_line" VALUES(41,0,37,33);
INSERT INTO "location_line" VALUES(42,0,37,33);
INSERT INTO "location_line" VALUES(43,0,40,431);
INSERT INTO "location_line" VALUES(43,1,41,495);
INSERT INTO "location_line" VALUES(43,2,42,522);
INSERT INTO "location_line" VALUES(43,3,43,529);
INSERT INTO "location_line" VALUES(43,4,44,620);
INSERT INTO "location_line" VALUES(43,5,45,147);
INSERT INTO "location_line" VALUES(43,6,46,185);
INSERT INTO "location_line" VALUES(43,7,47,372);
INSERT INTO "location_line" VALUES(43,8,48,601);
INSERT INTO "location_line" VALUES(43,9,16,66);
INSERT INTO "location_line" VALUES(44,0,16,66);
INSERT INTO "location_line" VALUES(45,0,49,1937);
INSERT INTO "location_line" VALUES(45,1,50,4820);
INSERT INTO "location_line" VALUES(45,2,51,39);
INSERT INTO "location_line" VALUES(46,0,52,45);
INSERT INTO "location_line" VALUES(46,1,53,1870);
INSERT INTO "location_line" VALUES(46,2,54,1889);
INSERT INTO "location_line" VALUES(46,3,55,1921);
INSERT INTO "location_line" VALUES(47,0,53,1872);
INSERT INTO "location_line" VALUES(47,1,54,1889);
INSERT INTO "location_line" VALUES(47,2,55,1921);
INSERT INTO "location_line" VALUES(48,0,53,1867);
INSERT INTO "location_line" VALUES(48,1,54,1889);
INSERT INTO "location_line" VALUES(48,2,55,1921);
INSERT INTO "location_line" VALUES(49,0,52,45);
INSERT INTO "location_line" VALUES(49,1,53,1867);
INSERT INTO "location_line" VALUES(49,2,54,1889);
INSERT INTO "location_line" VALUES(49,3,55,1921);
INSERT INTO "location_line" VALUES(50,0,55,1922);
INSERT INTO "location_line" VALUES(51,0,52,45);
INSERT INTO "location_line" VALUES(51,1,53,1870);
INSERT INTO "location_line" VALUES(51,2,54,1889);
INSERT INTO "location_line" VALUES(51,3,55,1921);
INSERT INTO "location_line" VALUES(52,0,53,1870);
INSERT INTO "location_line" VALUES(52,1,54,1889);
INSERT INTO "location_line" VALUES(52,2,55,1921);
INSERT INTO "location_line" VALUES(53,0,53,1867);
INSERT INTO "location_line" VALUES(53,1,54,1889);
INSERT INTO "location_line" VALUES(53,2,55,1921);
INSERT INTO "location_line" VALUES(54,0,53,1870);
INSERT INTO "location_line" VALUES(54,1,54,1889);
INSERT INTO "location_line" VALUES(54,2,55,1921);
INSERT INTO "location_line" VALUES(55,0,56,1333);
INSERT INTO "location_line" VALUES(55,1,55,1912);
INSERT INTO "location_line" VALUES(56,0,57,206);
INSERT INTO "location_line" VALUES(56,1,58,182);
INSERT INTO "location_line" VALUES(56,2,53,1874);
INSERT INTO "location_line" VALUES(56,3,54,1889);
INSERT INTO "location_line" VALUES(56,4,55,1921);
INSERT INTO "location_line" VALUES(57,0,59,87);
INSERT INTO "location_line" VALUES(57,1,54,1887);
INSERT INTO "location_line" VALUES(57,2,55,1921);
INSERT INTO "location_line" VALUES(58,0,53,1870);
INSERT INTO "location_line" VALUES(58,1,54,1889);
INSERT INTO "location_line" VALUES(58,2,55,1921);
INSERT INTO "location_line" VALUES(59,0,52,45);
INSERT INTO "location_line" VALUES(59,1,53,1867);
INSERT INTO "location_line" VALUES(59,2,54,1889);
INSERT INTO "location_line" VALUES(59,3,55,1921);
INSERT INTO "location_line" VALUES(60,0,60,1121);
INSERT INTO "location_line" VALUES(60,1,53,1871);
INSERT INTO "location_line" VALUES(60,2,54,1889);
INSERT INTO "location_line" VALUES(60,3,55,1921);
INSERT INTO "location_line" VALUES(61,0,53,1872);
INSERT INTO "location_line" VALUES(61,1,54,1889);
INSERT INTO "location_line" VALUES(61,2,55,1921);
INSERT INTO "location_line" VALUES(62,0,61,1107);
INSERT INTO "location_line" VALUES(62,1,53,1868);
INSERT INTO "location_line" VALUES(62,2,54,1889);
INSERT INTO "location_line" VALUES(62,3,55,1921);
INSERT INTO "location_line" VALUES(63,0,61,1107);
INSERT INTO "location_line" VALUES(63,1,62,1829);
INSERT INTO "location_line" VALUES(63,2,63,1850);
INSERT INTO "location_line" VALUES(63,3,49,1940);
INSERT INTO "location_line" VALUES(63,4,50,4820);
INSERT INTO "location_line" VALUES(63,5,51,39);
INSERT INTO "location_line" VALUES(64,0,64,1789);
INSERT INTO "location_line" VALUES(64,1,62,1830);
INSERT INTO "location_line" VALUES(64,2,63,1850);
INSERT INTO "location_line" VALUES(64,3,49,1940);
INSERT INTO "location_line" VALUES(64,4,50,4820);
INSERT INTO "location_line" VALUES(64,5,51,39);
INSERT INTO "location_line" VALUES(65,0,64,1789);
INSERT INTO "location_line" VALUES(65,1,62,1830);
INSERT INTO "location_line" VALUES(65,2,63,1850);
INSERT INTO "location_line" VALUES(65,3,49,1940);
INSERT INTO "location_line" VALUES(65,4,50,4820);
INSERT INTO "location_line" VALUES(65,5,51,39);
INSERT INTO "location_line" VALUES(66,0,60,1121);
INSERT INTO "location_line" VALUES(66,1,64,1788);
INSERT INTO "location_line" VALUES(66,2,62,1830);
INSERT INTO "location_line" VALUES(66,3,63,1850);
INSERT INTO "location_line" VALUES(66,4,49,1940);
INSERT INTO "location_line" VALUES(66,5,50,4820);
INSERT INTO "location_line" VALUES(66,6,51,39);
INSERT INTO "location_line" VALUES(67,0,16,72);
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
INSERT INTO "machine" VALUES('Intel(R) Xeon(R) Gold 6148 CPU @ 2.40GHz','Intel',6,85,4,1,2,2,0,16777216000.0,'',NULL,'6.8.0-45-generic','performance','on');
CREATE TABLE module (  -- files that machine code came from
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL,
  build_id TEXT NOT NULL,                 -- hexadecimal; "" none
  interpreter INTEGER NOT NULL            -- 1: it runs Python code
) STRICT;
INSERT INTO "module" VALUES(0,'/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2','7ebc65e52f2bbea498b4040fa92f7238377aaba9',0);
INSERT INTO "module" VALUES(1,'/usr/lib/x86_64-linux-gnu/libc.so.6','93ac61ec5a8eb1396f9fbd350e3169a558528a40',0);
INSERT INTO "module" VALUES(2,'simulate','a24915776c8a6ed9d50fbe524ca34f43d1d68e35',0);
INSERT INTO "module" VALUES(3,'/usr/lib/x86_64-linux-gnu/libstdc++.so.6.0.30','289ee39f8c07bd4fa48102dfeeb7e6f9c76158b4',0);
INSERT INTO "module" VALUES(4,'/usr/lib/calo/libcalo-agent.so','afc1e5f0d949ccada7b889e8ad4162f607f501ce',0);
CREATE TABLE note (  -- how the numbers were obtained
  position INTEGER PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
INSERT INTO "note" VALUES(0,'Idle power: measured 0 h before the run over 10 s, Intel(R) Xeon(R) Gold 6148 CPU @ 2.40GHz, kernel 6.8.0-45-generic, governor performance, turbo on, SMT off.');
INSERT INTO "note" VALUES(1,'Stacks were sampled by events of the kernel''s task clock at random amounts of CPU time.');
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
INSERT INTO "phase" VALUES(0,-1,'',0.0,4.847818939,0,0.0,3.47549120999999849868e-01,1.24405077267213726166e-01,3.93521196104422,4.11531834960980447135e+00,7.29784702452538791561e+00);
INSERT INTO "phase" VALUES(1,-1,'load',0.02358908,0.686760288,1,0.0,6.63171208000000067528e-01,3.39313998000000061061e-01,1.04883370604335475202e+01,1.3291062895519619502e+01,1.39252892170419517725e+01);
INSERT INTO "phase" VALUES(2,-1,'simulate',0.688859569,4.525958179,1,5.0,2.875532908,1.76506440625992344628e+00,5.62970636000613566807e+01,5.76630994713426332527e+01,6.03805275530322660415e+01);
INSERT INTO "phase" VALUES(3,2,'sort',3.564296826,4.525862528,1,0.0,9.61565702000000133153e-01,6.48214518472862710751e-01,2.06247562537996920184e+01,2.23673101063245738373e+01,2.01909858872190035579e+01);
CREATE TABLE phase_span (  -- each time a process was in a phase; the first 10 000 that ended
  id INTEGER PRIMARY KEY,                 -- in order of their ends
  phase INTEGER NOT NULL REFERENCES phase(id),
  process INTEGER NOT NULL,
  begin_s REAL NOT NULL,
  end_s REAL NOT NULL
) STRICT;
INSERT INTO "phase_span" VALUES(0,1,0,0.02358908,0.686760288);
INSERT INTO "phase_span" VALUES(1,3,0,3.564296826,4.525862528);
INSERT INTO "phase_span" VALUES(2,2,0,0.688859569,4.525958179);
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
INSERT INTO "process" VALUES(0,-1,4200,1,'simulate',0.0,4.847801987,2.44676795136059466173e+00,2.50693437639405214412e-01,66887680.0,2,24012,0,0.0,0.0,0,8.56668816321127621869e+01,9.1259971220281826728e+01);
INSERT INTO "process" VALUES(3,0,0,4,'sh',4.528836757,4.585005955,1.64373515480527622456e-02,1.71173022913050977035e-03,0.0,1,0,0,NULL,NULL,NULL,5.74029601951223655831e-01,6.24405258986144073851e-01);
INSERT INTO "process" VALUES(7,0,0,1,'check',4.528020279,4.830834803,1.46166268127245646546e-01,1.52212610955711480364e-02,0.0,1,0,0,NULL,NULL,NULL,5.10445764127483325722e+00,5.55241434352864793311e+00);
CREATE TABLE profile (  -- one row if stacks were taken, else none
  period_s REAL NOT NULL,                 -- CPU time between two samples of a thread, as asked for
  resolved INTEGER NOT NULL,              -- 0: locations of machine code have no functions yet
  dropped INTEGER NOT NULL,               -- samples that found no room
  unseen_threads INTEGER NOT NULL,        -- threads that were not followed
  handler_s REAL NOT NULL                 -- CPU time that sampling took inside the program
) STRICT;
INSERT INTO "profile" VALUES(0.005025126,1,0,0,0.0);
CREATE TABLE run (  -- one row: what was known before the program started
  name TEXT NOT NULL,
  started_utc_ns INTEGER NOT NULL,        -- nanoseconds since 1970-01-01 UTC
  interval_asked_s REAL NOT NULL,         -- the achieved one follows from table interval
  unit_name TEXT,                         -- what the user counts: "events"; NULL if nothing
  unit_count REAL,
  calo_version TEXT NOT NULL,
  method_version INTEGER NOT NULL         -- changes when the same readings would give other numbers
) STRICT;
INSERT INTO "run" VALUES('darts',1773480413589000000,0.1,'events',5000.0,'0.1.0',1);
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
INSERT INTO "run_end" VALUES(1,0,4.847818939,4.847801987,2.605654,2.71344000000000029615e-01,6,1,3,66887680.0,64603136.0,0.0,24337,0,15,2028,26557.0,38.0,0.0,0.0,0.27948,33402880.0,14,0,2.12929519999965483068e-02,0.0,4.30226188184194384672e+01);
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
INSERT INTO "stack" VALUES(7,-1,7);
INSERT INTO "stack" VALUES(8,7,8);
INSERT INTO "stack" VALUES(9,8,9);
INSERT INTO "stack" VALUES(10,9,10);
INSERT INTO "stack" VALUES(11,10,11);
INSERT INTO "stack" VALUES(12,11,12);
INSERT INTO "stack" VALUES(13,12,13);
INSERT INTO "stack" VALUES(14,10,14);
INSERT INTO "stack" VALUES(15,14,15);
INSERT INTO "stack" VALUES(16,14,16);
INSERT INTO "stack" VALUES(17,10,17);
INSERT INTO "stack" VALUES(18,10,18);
INSERT INTO "stack" VALUES(19,10,19);
INSERT INTO "stack" VALUES(20,10,20);
INSERT INTO "stack" VALUES(21,14,21);
INSERT INTO "stack" VALUES(22,-1,22);
INSERT INTO "stack" VALUES(23,22,23);
INSERT INTO "stack" VALUES(24,23,24);
INSERT INTO "stack" VALUES(25,24,25);
INSERT INTO "stack" VALUES(26,25,26);
INSERT INTO "stack" VALUES(27,9,27);
INSERT INTO "stack" VALUES(28,27,28);
INSERT INTO "stack" VALUES(29,28,29);
INSERT INTO "stack" VALUES(30,28,26);
INSERT INTO "stack" VALUES(31,25,30);
INSERT INTO "stack" VALUES(32,28,30);
INSERT INTO "stack" VALUES(33,25,29);
INSERT INTO "stack" VALUES(34,28,31);
INSERT INTO "stack" VALUES(35,25,32);
INSERT INTO "stack" VALUES(36,27,33);
INSERT INTO "stack" VALUES(37,36,34);
INSERT INTO "stack" VALUES(38,37,35);
INSERT INTO "stack" VALUES(39,38,36);
INSERT INTO "stack" VALUES(40,39,37);
INSERT INTO "stack" VALUES(41,40,38);
INSERT INTO "stack" VALUES(42,41,39);
INSERT INTO "stack" VALUES(43,42,40);
INSERT INTO "stack" VALUES(44,25,31);
INSERT INTO "stack" VALUES(45,28,41);
INSERT INTO "stack" VALUES(46,28,32);
INSERT INTO "stack" VALUES(47,28,42);
INSERT INTO "stack" VALUES(48,9,43);
INSERT INTO "stack" VALUES(49,48,16);
INSERT INTO "stack" VALUES(50,48,21);
INSERT INTO "stack" VALUES(51,9,44);
INSERT INTO "stack" VALUES(52,51,45);
INSERT INTO "stack" VALUES(53,52,46);
INSERT INTO "stack" VALUES(54,52,47);
INSERT INTO "stack" VALUES(55,52,48);
INSERT INTO "stack" VALUES(56,52,49);
INSERT INTO "stack" VALUES(57,52,50);
INSERT INTO "stack" VALUES(58,57,46);
INSERT INTO "stack" VALUES(59,57,47);
INSERT INTO "stack" VALUES(60,57,50);
INSERT INTO "stack" VALUES(61,60,51);
INSERT INTO "stack" VALUES(62,60,50);
INSERT INTO "stack" VALUES(63,62,50);
INSERT INTO "stack" VALUES(64,63,50);
INSERT INTO "stack" VALUES(65,64,50);
INSERT INTO "stack" VALUES(66,65,50);
INSERT INTO "stack" VALUES(67,66,50);
INSERT INTO "stack" VALUES(68,67,50);
INSERT INTO "stack" VALUES(69,68,50);
INSERT INTO "stack" VALUES(70,69,50);
INSERT INTO "stack" VALUES(71,70,50);
INSERT INTO "stack" VALUES(72,71,51);
INSERT INTO "stack" VALUES(73,68,52);
INSERT INTO "stack" VALUES(74,66,51);
INSERT INTO "stack" VALUES(75,62,51);
INSERT INTO "stack" VALUES(76,60,53);
INSERT INTO "stack" VALUES(77,67,47);
INSERT INTO "stack" VALUES(78,68,47);
INSERT INTO "stack" VALUES(79,71,50);
INSERT INTO "stack" VALUES(80,79,50);
INSERT INTO "stack" VALUES(81,80,47);
INSERT INTO "stack" VALUES(82,69,54);
INSERT INTO "stack" VALUES(83,67,55);
INSERT INTO "stack" VALUES(84,66,56);
INSERT INTO "stack" VALUES(85,63,49);
INSERT INTO "stack" VALUES(86,63,54);
INSERT INTO "stack" VALUES(87,67,51);
INSERT INTO "stack" VALUES(88,65,47);
INSERT INTO "stack" VALUES(89,64,47);
INSERT INTO "stack" VALUES(90,62,47);
INSERT INTO "stack" VALUES(91,66,47);
INSERT INTO "stack" VALUES(92,70,46);
INSERT INTO "stack" VALUES(93,65,48);
INSERT INTO "stack" VALUES(94,68,46);
INSERT INTO "stack" VALUES(95,63,56);
INSERT INTO "stack" VALUES(96,70,49);
INSERT INTO "stack" VALUES(97,66,57);
INSERT INTO "stack" VALUES(98,63,46);
INSERT INTO "stack" VALUES(99,52,58);
INSERT INTO "stack" VALUES(100,69,59);
INSERT INTO "stack" VALUES(101,62,60);
INSERT INTO "stack" VALUES(102,60,49);
INSERT INTO "stack" VALUES(103,57,59);
INSERT INTO "stack" VALUES(104,63,61);
INSERT INTO "stack" VALUES(105,69,56);
INSERT INTO "stack" VALUES(106,60,47);
INSERT INTO "stack" VALUES(107,69,47);
INSERT INTO "stack" VALUES(108,57,62);
INSERT INTO "stack" VALUES(109,57,48);
INSERT INTO "stack" VALUES(110,51,63);
INSERT INTO "stack" VALUES(111,51,64);
INSERT INTO "stack" VALUES(112,51,65);
INSERT INTO "stack" VALUES(113,51,66);
INSERT INTO "stack" VALUES(114,9,67);
INSERT INTO "stack" VALUES(115,114,29);
INSERT INTO "stack" VALUES(116,114,26);
INSERT INTO "stack" VALUES(117,114,32);
INSERT INTO "stack" VALUES(118,114,30);
INSERT INTO "stack" VALUES(119,114,31);
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
INSERT INTO "stack_use" VALUES(0,0,6,1,0.006487312,2.05503145474815657189e-01,1.09096671284180254946e-01,4.2231542800043243846e-02);
INSERT INTO "stack_use" VALUES(0,0,13,1,0.004875137,1.45327839040766265688e-01,1.94652235471015538914e-01,2.11201808002588684032e-02);
INSERT INTO "stack_use" VALUES(0,0,15,1,4.36053500000000045233e-03,1.29987552885514334732e-01,1.74105442698247209198e-01,1.68967639051643865599e-02);
INSERT INTO "stack_use" VALUES(0,0,16,3,1.17214770000000009786e-02,3.49417241561835845153e-01,4.68009760766126770015e-01,4.09714580414580822886e-02);
INSERT INTO "stack_use" VALUES(0,0,17,1,4.36053500000000045233e-03,1.29987552885514334732e-01,1.74105442698247209198e-01,1.68967639051643865599e-02);
INSERT INTO "stack_use" VALUES(0,0,18,1,0.00343333,1.02347570871102494516e-01,1.37084426470415438048e-01,1.04750252632153477427e-02);
INSERT INTO "stack_use" VALUES(1,0,16,8,2.70303780000000042071e-02,8.05775596295051577122e-01,1.07925654260107117821e+00,8.47724776705896243544e-02);
INSERT INTO "stack_use" VALUES(1,0,19,4,0.012954836,0.386183674634687,5.17254753571107617204e-01,3.78590323223312250067e-02);
INSERT INTO "stack_use" VALUES(2,0,16,11,3.45599920000000046527e-02,1.03023339746681386053e+00,1.37989551896909,1.04790088186064139774e-01);
INSERT INTO "stack_use" VALUES(2,0,19,4,0.019415816,5.78785495154932938532e-01,0.775225801427511,8.37481624142606267957e-02);
INSERT INTO "stack_use" VALUES(3,0,13,1,0.004007369,1.19459674058176507083e-01,1.60004392534455558427e-01,1.42706137260857693349e-02);
INSERT INTO "stack_use" VALUES(3,0,16,5,0.016659769,4.9662773121829140166e-01,6.65183620128157349071e-01,0.0526295342515132);
INSERT INTO "stack_use" VALUES(3,0,19,11,0.037611114,1.12118734746037107541e+00,1.50171931961198401594e+00,1.2235159660077823962e-01);
INSERT INTO "stack_use" VALUES(3,0,20,1,4.36277400000000068619e-03,1.3005429747784319483e-01,1.74194840463934547125e-01,1.6914120292455332023e-02);
INSERT INTO "stack_use" VALUES(4,0,16,4,2.86317340000000024324e-02,9.25043615774715277666e-01,1.09404003988252385148e+00,2.39016832220282776644e-01);
INSERT INTO "stack_use" VALUES(4,0,19,3,0.013440714,4.23464528919557881003e-01,0.520989259729852,6.00083682926365324927e-02);
INSERT INTO "stack_use" VALUES(5,0,16,7,0.037173538,1.20101506959581216804e+00,1.42042878004156225557e+00,2.55827482956834217908e-01);
INSERT INTO "stack_use" VALUES(5,0,19,2,0.01556534,5.02890198489648110324e-01,5.94763320809876261385e-01,1.26449275868478844264e-01);
INSERT INTO "stack_use" VALUES(5,0,21,1,0.00778267,2.51445099244824055162e-01,2.97381660404938130692e-01,6.32246379342394221323e-02);
INSERT INTO "stack_use" VALUES(6,0,18,1,0.006314743,2.04018823917827440972e-01,2.41291068279968240473e-01,4.16236805128134754183e-02);
INSERT INTO "stack_use" VALUES(6,0,19,6,4.46880360000000073639e-02,1.44379597838226092498e+00,1.70756338710438071437e+00,3.75503183175358690171e-01);
INSERT INTO "stack_use" VALUES(7,0,29,2,1.3101116000000001191e-02,4.10334714874606487633e-01,4.24505983153150467934e-01,8.53107948131566345972e-02);
INSERT INTO "stack_use" VALUES(7,0,30,1,5.7938250000000007106e-03,1.81466031550927969773e-01,1.87733119670286274782e-01,3.29299206068423833126e-02);
INSERT INTO "stack_use" VALUES(7,0,32,1,7.30729100000000048042e-03,2.28868683323678545615e-01,2.36772863482864220907e-01,5.23808742063142512845e-02);
INSERT INTO "stack_use" VALUES(7,1,26,3,2.05430190000000026384e-02,6.43419525789148405436e-01,6.65640581880875714659e-01,1.43003777651367514067e-01);
INSERT INTO "stack_use" VALUES(7,1,31,1,6.66742900000000075777e-03,2.0882782639751323872e-01,0.216039878033965,4.36090610779099260851e-02);
INSERT INTO "stack_use" VALUES(8,0,29,1,0.006965596,2.18166593486516680044e-01,2.25701167612564645992e-01,4.75966625135110232847e-02);
INSERT INTO "stack_use" VALUES(8,0,30,2,0.012342782,3.86583244719718943649e-01,3.99934235202177357226e-01,0.0759608309261171);
INSERT INTO "stack_use" VALUES(8,0,32,1,0.010199822,3.19464467923323391929e-01,3.3049745274350167401e-01,1.02057546265532123053e-01);
INSERT INTO "stack_use" VALUES(8,0,34,1,0.005377186,1.68416651233202235848e-01,1.74233067589612711234e-01,2.83641684126060798776e-02);
INSERT INTO "stack_use" VALUES(8,1,26,1,0.008436874,2.64247892104991721762e-01,2.73373924183959116085e-01,6.98269484819313418499e-02);
INSERT INTO "stack_use" VALUES(8,1,33,1,0.008159562,2.55562315971530507052e-01,2.64388384081866545383e-01,0.0653120973447324);
INSERT INTO "stack_use" VALUES(8,1,35,1,0.008527285,2.67079618188977852e-01,2.7630344640503246012e-01,7.13315224519701918115e-02);
INSERT INTO "stack_use" VALUES(9,0,29,2,1.28354910000000009551e-02,4.02015182505107038224e-01,4.15899128456569289191e-01,8.47859497745651335964e-02);
INSERT INTO "stack_use" VALUES(9,0,30,3,0.020187516,6.32284961211438512052e-01,6.54121475376598149331e-01,1.50985876776041944014e-01);
INSERT INTO "stack_use" VALUES(9,1,26,2,1.71849610000000020681e-02,5.38243159748088118021e-01,5.56831858045799155121e-01,1.44852875055005547721e-01);
INSERT INTO "stack_use" VALUES(9,1,31,1,0.008588872,2.69008559516188683335e-01,2.78299005408132127392e-01,7.2365605092974835677e-02);
INSERT INTO "stack_use" VALUES(9,1,33,1,0.008588872,2.69008559516188683335e-01,2.78299005408132127392e-01,7.2365605092974835677e-02);
INSERT INTO "stack_use" VALUES(10,0,29,3,1.68041320000000028722e-02,5.26315369845992586661e-01,5.44492131486761676839e-01,1.01298865748327054925e-01);
INSERT INTO "stack_use" VALUES(10,0,30,2,0.010975,3.43743502137436707233e-01,3.55614984639921249964e-01,6.99529627100950734952e-02);
INSERT INTO "stack_use" VALUES(10,0,32,1,3.13335600000000033538e-03,9.81385662763872568259e-02,1.01527867499900253944e-01,9.63117819078485384864e-03);
INSERT INTO "stack_use" VALUES(10,1,26,2,0.017177744,5.38017119032377366671e-01,5.56598010816264254785e-01,1.44731210185949671354e-01);
INSERT INTO "stack_use" VALUES(10,1,33,2,0.017177744,5.38017119032377366671e-01,5.56598010816264254785e-01,1.44731210185949671354e-01);
INSERT INTO "stack_use" VALUES(11,0,30,3,0.023305767,7.29950429938870382073e-01,7.55159906489893839598e-01,1.79590953696366240066e-01);
INSERT INTO "stack_use" VALUES(11,0,32,1,0.008929097,2.79664608082449195336e-01,2.89323069931969656387e-01,0.0782122930139099);
INSERT INTO "stack_use" VALUES(11,1,26,3,2.57666160000000026009e-02,8.07025678548566105519e-01,8.34897016224396382177e-01,2.17096815278924493153e-01);
INSERT INTO "stack_use" VALUES(11,1,33,1,0.008588872,2.69008559516188683335e-01,2.78299005408132127392e-01,7.2365605092974835677e-02);
INSERT INTO "stack_use" VALUES(12,0,29,2,1.39170280000000014253e-02,4.53036543381102885241e-01,4.64141084980171814144e-01,1.08664238268211046922e-01);
INSERT INTO "stack_use" VALUES(12,0,30,1,0.007812731,2.54325323381284218449e-01,2.60559182822526602674e-01,0.0646813701129948);
INSERT INTO "stack_use" VALUES(12,0,32,1,0.008647131,2.81487278634747262184e-01,2.88386914526986504192e-01,7.92350880331958440372e-02);
INSERT INTO "stack_use" VALUES(12,0,43,1,0.007812731,2.54325323381284218449e-01,2.60559182822526602674e-01,0.0646813701129948);
INSERT INTO "stack_use" VALUES(12,2,26,1,0.005459793,1.77730888254039709472e-01,1.82087313957200264136e-01,3.15882686395699482928e-02);
INSERT INTO "stack_use" VALUES(13,0,29,2,0.01068017,3.4766814434249559973e-01,3.56189963228692285657e-01,6.04470099852148709529e-02);
INSERT INTO "stack_use" VALUES(13,0,30,3,1.52095090000000012636e-02,4.9511026232639432365e-01,5.07246087977669346535e-01,8.18956108782794567346e-02);
INSERT INTO "stack_use" VALUES(13,2,26,4,0.031152366,1.01409296660055536776e+00,1.03894976391075832822e+00,2.59068403384130063749e-01);
INSERT INTO "stack_use" VALUES(13,2,33,1,6.35200200000000068933e-03,2.0677468132059892425e-01,2.11843009877986959699e-01,4.27557688352352416316e-02);
INSERT INTO "stack_use" VALUES(14,0,30,6,3.66740299999999963542e-02,1.19383792164928248524e+00,1.22310051217798587686e+00,2.50477224443573343037e-01);
INSERT INTO "stack_use" VALUES(14,2,26,1,6.54761800000000070837e-03,2.13142506151449168116e-01,2.18366918752746802523e-01,4.54297279285205482524e-02);
INSERT INTO "stack_use" VALUES(14,2,33,1,7.6856300000000005862e-03,0.250187845343568,2.56320289573043702535e-01,6.25939579576571120123e-02);
INSERT INTO "stack_use" VALUES(14,2,44,1,7.35531800000000044598e-03,2.3943530487894446046e-01,2.45304189723135362966e-01,5.73292652224730858723e-02);
INSERT INTO "stack_use" VALUES(15,0,29,1,6.06788100000000066303e-03,1.91138799131006037468e-01,1.96197580985726482971e-01,3.65340405332430714913e-02);
INSERT INTO "stack_use" VALUES(15,0,30,1,6.06788100000000066303e-03,1.91138799131006037468e-01,1.96197580985726482971e-01,3.65340405332430714913e-02);
INSERT INTO "stack_use" VALUES(15,0,32,1,0.007067223,2.22618162322403112529e-01,2.28510093867478419893e-01,4.95588461958038212218e-02);
INSERT INTO "stack_use" VALUES(15,0,45,1,0.007067223,2.22618162322403112529e-01,2.28510093867478419893e-01,4.95588461958038212218e-02);
INSERT INTO "stack_use" VALUES(15,2,26,2,1.408137600000000135e-02,4.4356461485519727006e-01,4.55304233578487316247e-01,9.83747837758197490876e-02);
INSERT INTO "stack_use" VALUES(15,2,31,1,7.04068800000000067501e-03,2.2178230742759863503e-01,2.27652116789243658123e-01,4.91873918879098745438e-02);
INSERT INTO "stack_use" VALUES(15,2,33,2,1.39175590000000012208e-02,4.45642880756742520986e-01,4.56999817117839601809e-01,9.93009481791628789704e-02);
INSERT INTO "stack_use" VALUES(16,0,29,3,1.77952030000000024911e-02,5.60550500530988538017e-01,5.75386330376278398723e-01,1.09285806015774228372e-01);
INSERT INTO "stack_use" VALUES(16,0,30,3,1.36518280000000012674e-02,4.30033814088154275889e-01,4.41415319389620253165e-01,0.0673243910531525);
INSERT INTO "stack_use" VALUES(16,0,32,1,3.03150900000000037351e-03,9.54928070960582436876e-02,9.8020170886090010609e-02,9.11887620708499123389e-03);
INSERT INTO "stack_use" VALUES(16,0,46,1,0.007174884,2.26009493538892575204e-01,2.31991181872748170045e-01,5.10802911697067277274e-02);
INSERT INTO "stack_use" VALUES(16,2,26,3,2.11220640000000028924e-02,6.6534692228279590509e-01,0.682956350367731,1.47562175663729616692e-01);
INSERT INTO "stack_use" VALUES(16,2,33,1,7.04068800000000067501e-03,2.2178230742759863503e-01,2.27652116789243658123e-01,4.91873918879098745438e-02);
INSERT INTO "stack_use" VALUES(17,0,29,1,9.5147850000000012971e-03,2.99716586216787927998e-01,3.07649045951836508372e-01,8.98300320534452662046e-02);
INSERT INTO "stack_use" VALUES(17,0,30,3,1.63765650000000026476e-02,5.15863275497799644853e-01,0.529516389305511,1.13189727697016379037e-01);
INSERT INTO "stack_use" VALUES(17,0,32,1,3.43089000000000024157e-03,1.08073344640505844549e-01,1.1093367167683729213e-01,1.1679847821785552947e-02);
INSERT INTO "stack_use" VALUES(17,2,26,4,2.81627520000000027e-02,8.8712922971039454012e-01,9.10608467156974632494e-01,1.96749567551639498175e-01);
INSERT INTO "stack_use" VALUES(18,0,29,3,1.79389680000000030501e-02,5.77690204346577140803e-01,6.20923201261875057355e-01,1.2718235934107691154e-01);
INSERT INTO "stack_use" VALUES(18,0,30,1,9.10950300000000143252e-03,2.95352328471564229417e-01,3.21786710235650030842e-01,8.72329979335747657254e-02);
INSERT INTO "stack_use" VALUES(18,2,26,1,7.04068800000000067501e-03,2.28276295077986218773e-01,2.48707292737662871706e-01,5.21100668945318340474e-02);
INSERT INTO "stack_use" VALUES(18,3,33,1,7.36041600000000070108e-03,2.38642657466533236743e-01,2.60001456787032403372e-01,5.69503179626891092857e-02);
INSERT INTO "stack_use" VALUES(18,3,44,1,0.005459793,1.77019819360369812244e-01,1.92863301986686885847e-01,3.13360164463779566901e-02);
INSERT INTO "stack_use" VALUES(19,0,30,3,1.60802610000000019419e-02,5.2136132221269193554e-01,5.68023775492540461407e-01,1.1375999459553276516e-01);
INSERT INTO "stack_use" VALUES(19,0,46,1,0.009192063,2.98029125245066806026e-01,3.24703083477643039689e-01,8.88213594943397105607e-02);
INSERT INTO "stack_use" VALUES(19,3,26,2,1.32794510000000011429e-02,4.30552223724394389492e-01,4.69087155580882153582e-01,9.28616579031306260683e-02);
INSERT INTO "stack_use" VALUES(19,3,33,2,0.016864501,5.4678829776564352727e-01,5.95726495348410267638e-01,1.49601940499721502986e-01);
INSERT INTO "stack_use" VALUES(20,0,30,2,0.018986453,6.1558716243530686718e-01,6.70682939553759127626e-01,1.90133328752345065471e-01);
INSERT INTO "stack_use" VALUES(20,0,32,1,0.008933129,2.89633852767473221057e-01,3.15556424211143216052e-01,8.38877686689303569966e-02);
INSERT INTO "stack_use" VALUES(20,0,47,1,0.010053324,3.25953309667833701634e-01,3.55126515342615911574e-01,1.06245560083414694596e-01);
INSERT INTO "stack_use" VALUES(20,3,26,2,1.34244890000000012542e-02,4.35254709800403039032e-01,0.474210519707241,9.47803110013233085506e-02);
INSERT INTO "stack_use" VALUES(20,3,35,2,1.50409480000000018995e-02,4.87664257228930808629e-01,5.31310783447294543435e-01,1.18965560814806858846e-01);
INSERT INTO "stack_use" VALUES(21,0,29,2,1.40258980000000019194e-02,4.54753857944243056188e-01,4.95454864609055301016e-01,1.0415312988841393671e-01);
INSERT INTO "stack_use" VALUES(21,0,30,2,1.40258980000000019194e-02,4.54753857944243056188e-01,4.95454864609055301016e-01,1.0415312988841393671e-01);
INSERT INTO "stack_use" VALUES(21,3,26,3,0.02069418,6.70955841258263463444e-01,7.31007180438316250814e-01,1.50060580306194679689e-01);
INSERT INTO "stack_use" VALUES(21,3,33,1,0.00689806,2.23651947086087821148e-01,2.4366906014610542619e-01,5.00201934353982288761e-02);
INSERT INTO "stack_use" VALUES(21,3,44,1,0.00689806,2.23651947086087821148e-01,2.4366906014610542619e-01,5.00201934353982288761e-02);
INSERT INTO "stack_use" VALUES(22,0,29,1,0.00652516,2.11561618636001536053e-01,2.30496633039283693733e-01,4.47583184798849495478e-02);
INSERT INTO "stack_use" VALUES(22,0,30,3,1.76011240000000027117e-02,5.70671413919807912762e-01,6.21747178568330838288e-01,1.09238241014273623763e-01);
INSERT INTO "stack_use" VALUES(22,0,46,1,0.005537982,1.7955489764190321611e-01,1.95625272764523544521e-01,3.22399612671943405772e-02);
INSERT INTO "stack_use" VALUES(22,3,26,3,0.02069418,6.70955841258263463444e-01,7.31007180438316250814e-01,1.50060580306194679689e-01);
INSERT INTO "stack_use" VALUES(22,3,33,1,0.00689806,2.23651947086087821148e-01,2.4366906014610542619e-01,5.00201934353982288761e-02);
INSERT INTO "stack_use" VALUES(23,0,29,1,0.006973092,2.10787178200851049725e-01,2.14225323289019414785e-01,4.44312344938773348679e-02);
INSERT INTO "stack_use" VALUES(23,0,30,3,0.021295201,6.4372524097056826875e-01,0.654225029402975,1.43453734526478471345e-01);
INSERT INTO "stack_use" VALUES(23,0,46,1,5.45732200000000056139e-03,1.64967492887434286075e-01,1.67658274083043512536e-01,2.72142737095656811474e-02);
INSERT INTO "stack_use" VALUES(23,3,26,2,0.01379612,4.170381238223050957e-01,4.23840423607505289993e-01,8.69603983606141439643e-02);
INSERT INTO "stack_use" VALUES(23,3,33,1,0.00689806,2.0851906191115254785e-01,2.11920211803752644996e-01,4.34801991803070719821e-02);
INSERT INTO "stack_use" VALUES(23,3,44,2,0.01379612,4.170381238223050957e-01,4.23840423607505289993e-01,8.69603983606141439643e-02);
INSERT INTO "stack_use" VALUES(24,0,30,3,2.13599500000000025456e-02,0.645682516021769,0.65621422952505,1.39170201076247501692e-01);
INSERT INTO "stack_use" VALUES(24,0,46,1,0.008864787,2.67970569882282905194e-01,2.72341432030912045103e-01,7.18082263230354622685e-02);
INSERT INTO "stack_use" VALUES(24,3,26,1,0.00689806,2.0851906191115254785e-01,2.11920211803752644996e-01,4.34801991803070719821e-02);
INSERT INTO "stack_use" VALUES(24,3,44,1,0.00689806,2.0851906191115254785e-01,2.11920211803752644996e-01,4.34801991803070719821e-02);
INSERT INTO "stack_use" VALUES(24,4,33,1,0.005459793,1.65042187888924912764e-01,1.67734187433082077012e-01,2.72389237831631922381e-02);
INSERT INTO "stack_use" VALUES(24,4,44,1,7.36041600000000070108e-03,2.22495460984079268529e-01,2.26124579618578264161e-01,4.95042301585179381206e-02);
INSERT INTO "stack_use" VALUES(25,0,29,1,0.006112676,2.01733031651711497422e-01,1.92747153624376388325e-01,4.06962160593904304084e-02);
INSERT INTO "stack_use" VALUES(25,0,30,4,2.7873272000000004489e-02,9.01199697954437661806e-01,8.73449297482825515182e-01,2.05087910825531238856e-01);
INSERT INTO "stack_use" VALUES(25,4,26,3,0.021479642,7.08879924185975562878e-01,6.77303991962048601571e-01,1.69452020203151393351e-01);
INSERT INTO "stack_use" VALUES(25,4,33,1,0.005538984,1.82799813795189475262e-01,1.74657285936791500935e-01,3.34157719235559438897e-02);
INSERT INTO "stack_use" VALUES(26,0,30,4,0.020728704,6.84097161395591513155e-01,0.653625138044651,1.51716599857547262963e-01);
INSERT INTO "stack_use" VALUES(26,0,32,1,0.009707557,3.2037276367041106484e-01,3.06102266895282915104e-01,1.02638707701817058492e-01);
INSERT INTO "stack_use" VALUES(26,0,45,1,0.002800809,9.24334433311038289327e-02,8.83161421602479818071e-02,8.54394144604438306178e-03);
INSERT INTO "stack_use" VALUES(26,0,46,1,0.002800809,9.24334433311038289327e-02,8.83161421602479818071e-02,8.54394144604438306178e-03);
INSERT INTO "stack_use" VALUES(26,4,26,2,1.35874660000000011678e-02,4.48419106238340470227e-01,4.28444988163611317766e-01,1.01226840354854574766e-01);
INSERT INTO "stack_use" VALUES(26,4,33,2,1.3592598000000000874e-02,4.48588474599830033806e-01,4.2860681227998853604e-01,1.00674373521698140576e-01);
INSERT INTO "stack_use" VALUES(27,0,30,2,1.36103670000000016859e-02,4.49174894400162838525e-01,4.29167110940141927066e-01,1.05061496997906775319e-01);
INSERT INTO "stack_use" VALUES(27,0,45,1,0.008190838,0.27031738333719,2.58276524111269778494e-01,7.30714877342653335023e-02);
INSERT INTO "stack_use" VALUES(27,4,26,3,0.02033538,6.71116521992917824945e-01,6.41222700642087195532e-01,1.50132462030623525794e-01);
INSERT INTO "stack_use" VALUES(27,4,31,1,0.00677846,2.23705507330972608315e-01,2.13740900214029083681e-01,5.00441540102078419316e-02);
INSERT INTO "stack_use" VALUES(27,4,44,2,0.01355692,4.4741101466194521663e-01,4.27481800428058167362e-01,1.00088308020415683863e-01);
INSERT INTO "stack_use" VALUES(28,0,29,2,1.72399340000000018957e-02,5.68358681417880928776e-01,5.41867693315096543571e-01,1.67099408416243266906e-01);
INSERT INTO "stack_use" VALUES(28,0,30,1,1.0222680000000001349e-02,3.370168891224840646e-01,3.21308656465759734377e-01,1.13580383553796723794e-01);
INSERT INTO "stack_use" VALUES(28,0,46,1,6.26967300000000078014e-03,2.06914310811644713838e-01,1.97697640919558798033e-01,4.28135320186579099166e-02);
INSERT INTO "stack_use" VALUES(28,4,26,2,0.01355692,4.46938670141527105705e-01,4.26107023893322167662e-01,9.98770874339383885054e-02);
INSERT INTO "stack_use" VALUES(28,4,31,2,0.01355692,4.46938670141527105705e-01,4.26107023893322167662e-01,9.98770874339383885054e-02);
INSERT INTO "stack_use" VALUES(29,0,29,1,0.011665329,3.84577516871338787041e-01,3.66652500931366698289e-01,1.47899866482924857713e-01);
INSERT INTO "stack_use" VALUES(29,0,30,1,0.009419467,3.10536910627340123625e-01,2.96062899982544702748e-01,9.64331728619726297191e-02);
INSERT INTO "stack_use" VALUES(29,0,46,1,0.011665329,3.84577516871338787041e-01,3.66652500931366698289e-01,1.47899866482924857713e-01);
INSERT INTO "stack_use" VALUES(29,4,26,1,0.00677846,2.23469335070763552852e-01,2.13053511946661083831e-01,4.99385437169691942527e-02);
INSERT INTO "stack_use" VALUES(29,4,35,1,0.00677846,2.23469335070763552852e-01,2.13053511946661083831e-01,4.99385437169691942527e-02);
INSERT INTO "stack_use" VALUES(29,4,44,1,0.00677846,2.23469335070763552852e-01,2.13053511946661083831e-01,4.99385437169691942527e-02);
INSERT INTO "stack_use" VALUES(30,0,29,2,0.01033503,3.40720795289253530757e-01,3.24839924934882062768e-01,6.57308187636433671752e-02);
INSERT INTO "stack_use" VALUES(30,0,30,4,1.92810250000000037162e-02,6.35648485973623667e-01,6.06021144947579637474e-01,1.31665685003353349902e-01);
INSERT INTO "stack_use" VALUES(30,0,32,1,0.003287186,1.08370525115427843165e-01,0.103319414988345,1.17441707137935762855e-02);
INSERT INTO "stack_use" VALUES(30,0,34,2,0.01033503,3.40720795289253530757e-01,3.24839924934882062768e-01,6.57308187636433671752e-02);
INSERT INTO "stack_use" VALUES(30,5,26,7,0.025095055,8.2732291027965654262e-01,7.88761695170380638941e-01,1.13627306468190719668e-01);
INSERT INTO "stack_use" VALUES(30,5,31,2,0.004779725,1.57575904788271270451e-01,1.50231350098585042518e-01,1.35372416774827697416e-02);
INSERT INTO "stack_use" VALUES(30,5,33,3,0.008197447,2.70249884246248517349e-01,2.57653637012923431015e-01,2.45415523393789844486e-02);
INSERT INTO "stack_use" VALUES(30,5,35,2,5.1596490000000005266e-03,1.70101074761602216733e-01,1.62172726528160948689e-01,1.47555636084887864534e-02);
INSERT INTO "stack_use" VALUES(31,0,29,1,0.010219738,3.36919898539995099628e-01,3.21216186578477447266e-01,1.13515018032200598607e-01);
INSERT INTO "stack_use" VALUES(31,0,30,2,0.018443251,6.08029115390987806577e-01,5.79689103021006069127e-01,1.87015225493759207342e-01);
INSERT INTO "stack_use" VALUES(31,0,34,1,0.008223513,2.71109216850992706948e-01,2.5847291644252862186e-01,0.0735002074615586);
INSERT INTO "stack_use" VALUES(31,5,26,3,0.007382653,2.43388108356201532389e-01,2.3204387857028785369e-01,1.97777171329959894352e-02);
INSERT INTO "stack_use" VALUES(31,5,31,3,0.008510225,2.80561413957239380589e-01,2.67484550134731768888e-01,2.62551535658358189961e-02);
INSERT INTO "stack_use" VALUES(31,5,33,3,7.7069980000000004941e-03,2.54080973916155694602e-01,2.42238353618062673966e-01,2.15356121522450212613e-02);
INSERT INTO "stack_use" VALUES(31,5,35,1,2.86040100000000026281e-03,9.43004619789372805493e-02,8.99051522950259085487e-02,8.89257712944099484864e-03);
INSERT INTO "stack_use" VALUES(32,0,29,1,0.004508813,1.38163054245406563547e-01,0.148579455647564,1.90890295584191550803e-02);
INSERT INTO "stack_use" VALUES(32,0,30,3,1.35264390000000012115e-02,4.14489162736219718397e-01,0.445738366942692,5.72670886752574687106e-02);
INSERT INTO "stack_use" VALUES(32,0,32,1,0.009405764,2.88219777966283396963e-01,3.09949269368557545067e-01,0.0830706404109337);
INSERT INTO "stack_use" VALUES(32,0,46,1,0.009405764,2.88219777966283396963e-01,3.09949269368557545067e-01,0.0830706404109337);
INSERT INTO "stack_use" VALUES(32,5,26,10,0.026592429,8.21340989662636578039e-01,8.72065650891988619619e-01,6.75808038857851345326e-02);
INSERT INTO "stack_use" VALUES(32,5,33,1,2.66351200000000025783e-03,0.081617701363816,8.77710304398861690389e-02,6.66144917591305306403e-03);
INSERT INTO "stack_use" VALUES(32,5,35,1,2.66351200000000025783e-03,0.081617701363816,8.77710304398861690389e-02,6.66144917591305306403e-03);
INSERT INTO "stack_use" VALUES(33,0,30,2,0.015917719,4.8776488926467764795e-01,0.524538503630753,1.19075041411410620373e-01);
INSERT INTO "stack_use" VALUES(33,0,34,1,0.008209258,2.51555377960571424633e-01,2.70520663622645207713e-01,6.32801081808859466892e-02);
INSERT INTO "stack_use" VALUES(33,5,26,8,2.13080960000000020626e-02,0.652941610910528,7.02168243519089463333e-01,5.32915934073044314511e-02);
INSERT INTO "stack_use" VALUES(33,5,33,2,5.32702400000000051566e-03,0.163235402727632,1.75542060879772338077e-01,1.3322898351826106128e-02);
INSERT INTO "stack_use" VALUES(33,5,35,1,2.66351200000000025783e-03,0.081617701363816,8.77710304398861690389e-02,6.66144917591305306403e-03);
INSERT INTO "stack_use" VALUES(33,5,44,1,2.66351200000000025783e-03,0.081617701363816,8.77710304398861690389e-02,6.66144917591305306403e-03);
INSERT INTO "stack_use" VALUES(34,0,29,1,0.003626282,1.11119755171736209198e-01,1.194973057397944044e-01,1.23475999894265952433e-02);
INSERT INTO "stack_use" VALUES(34,0,30,4,0.018009427,0.551860864384859,5.93466808267395729004e-01,0.0890591204915591);
INSERT INTO "stack_use" VALUES(34,0,32,1,0.003626282,1.11119755171736209198e-01,1.194973057397944044e-01,1.23475999894265952433e-02);
INSERT INTO "stack_use" VALUES(34,5,26,4,1.06540480000000010313e-02,0.326470805455264,3.51084121759544676155e-01,2.66457967036522122561e-02);
INSERT INTO "stack_use" VALUES(34,5,31,1,2.66351200000000025783e-03,0.081617701363816,8.77710304398861690389e-02,6.66144917591305306403e-03);
INSERT INTO "stack_use" VALUES(34,5,33,5,0.01331756,4.08088506819080043541e-01,4.38855152199430831316e-01,3.33072458795652670549e-02);
INSERT INTO "stack_use" VALUES(34,5,35,1,2.66351200000000025783e-03,0.081617701363816,8.77710304398861690389e-02,6.66144917591305306403e-03);
INSERT INTO "stack_use" VALUES(34,5,44,1,2.66351200000000025783e-03,0.081617701363816,8.77710304398861690389e-02,6.66144917591305306403e-03);
INSERT INTO "stack_use" VALUES(35,0,29,1,5.40094200000000058958e-03,1.6550046376336624565e-01,0.17797788960067,2.73904035058893033371e-02);
INSERT INTO "stack_use" VALUES(35,0,30,3,1.51148010000000023594e-02,4.63161162477025656336e-01,4.98079850462029849467e-01,0.0722471347138953);
INSERT INTO "stack_use" VALUES(35,0,46,1,0.004312917,1.32160234950293165034e-01,1.42124071260689849305e-01,1.74663277021166914171e-02);
INSERT INTO "stack_use" VALUES(35,0,49,2,1.05237480000000011709e-02,3.33158918891165611864e-01,4.09860218593677716469e-01,5.54974326183651361921e-02);
INSERT INTO "stack_use" VALUES(35,5,26,3,7.99053600000000120717e-03,0.244853104091448,2.63313091319658520994e-01,1.99843475277391574573e-02);
INSERT INTO "stack_use" VALUES(35,5,33,1,2.66351200000000025783e-03,0.081617701363816,8.77710304398861690389e-02,6.66144917591305306403e-03);
INSERT INTO "stack_use" VALUES(36,0,49,8,0.056160127,1.77790718630953126222e+00,2.18722473480633494702e+00,4.14574697911960277085e-01);
INSERT INTO "stack_use" VALUES(37,0,49,12,4.8238302000000003733e-02,1.52711947715448470574e+00,1.87869958519605728675e+00,2.07027050449752642036e-01);
INSERT INTO "stack_use" VALUES(37,0,50,1,0.002664369,8.43481139577967886644e-02,1.03767104719175939919e-01,7.11460432823747372654e-03);
INSERT INTO "stack_use" VALUES(38,0,49,4,0.035819682,1.14348553294352828224e+00,1.22750999110255176738e+00,3.27192484806640315753e-01);
INSERT INTO "stack_use" VALUES(38,0,53,1,6.49412000000000079469e-03,2.07855367909844240825e-01,2.13018812464472157008e-01,4.32038539689367090401e-02);
INSERT INTO "stack_use" VALUES(38,0,54,1,6.49412000000000079469e-03,2.07855367909844240825e-01,2.13018812464472157008e-01,4.32038539689367090401e-02);
INSERT INTO "stack_use" VALUES(38,0,55,1,6.49412000000000079469e-03,2.07855367909844240825e-01,2.13018812464472157008e-01,4.32038539689367090401e-02);
INSERT INTO "stack_use" VALUES(38,0,56,1,6.49412000000000079469e-03,2.07855367909844240825e-01,2.13018812464472157008e-01,4.32038539689367090401e-02);
INSERT INTO "stack_use" VALUES(38,0,58,1,7.47564800000000053564e-03,2.39270842763067398406e-01,2.45214695657364839531e-01,5.72505361965485251585e-02);
INSERT INTO "stack_use" VALUES(39,0,59,1,7.47564800000000053564e-03,2.39270842763067398406e-01,2.45214695657364839531e-01,5.72505361965485251585e-02);
INSERT INTO "stack_use" VALUES(39,0,61,1,7.47564800000000053564e-03,2.39270842763067398406e-01,2.45214695657364839531e-01,5.72505361965485251585e-02);
INSERT INTO "stack_use" VALUES(39,0,72,1,8.42914400000000126056e-03,2.69789105727189559846e-01,2.76491078848563109904e-01,7.27861615690766627917e-02);
INSERT INTO "stack_use" VALUES(39,0,73,1,8.42914400000000126056e-03,2.69789105727189559846e-01,2.76491078848563109904e-01,7.27861615690766627917e-02);
INSERT INTO "stack_use" VALUES(39,0,74,1,8.42914400000000126056e-03,2.69789105727189559846e-01,2.76491078848563109904e-01,7.27861615690766627917e-02);
INSERT INTO "stack_use" VALUES(39,0,75,1,8.42914400000000126056e-03,2.69789105727189559846e-01,2.76491078848563109904e-01,7.27861615690766627917e-02);
INSERT INTO "stack_use" VALUES(39,0,76,1,9.7784360000000014601e-03,0.312975493579248,3.20750282483206861083e-01,9.79536595811738852734e-02);
INSERT INTO "stack_use" VALUES(40,0,77,1,9.7784360000000014601e-03,0.312975493579248,3.20750282483206861083e-01,9.79536595811738852734e-02);
INSERT INTO "stack_use" VALUES(40,0,78,1,9.7784360000000014601e-03,0.312975493579248,3.20750282483206861083e-01,9.79536595811738852734e-02);
INSERT INTO "stack_use" VALUES(40,0,81,1,9.7784360000000014601e-03,0.312975493579248,3.20750282483206861083e-01,9.79536595811738852734e-02);
INSERT INTO "stack_use" VALUES(40,0,82,1,0.006120218,1.9588799777005214131e-01,2.00754154586562399975e-01,3.83721076703599506263e-02);
INSERT INTO "stack_use" VALUES(40,0,83,1,0.006120218,1.9588799777005214131e-01,2.00754154586562399975e-01,3.83721076703599506263e-02);
INSERT INTO "stack_use" VALUES(40,0,84,1,0.006120218,1.9588799777005214131e-01,2.00754154586562399975e-01,3.83721076703599506263e-02);
INSERT INTO "stack_use" VALUES(40,0,85,1,0.010242173,3.27818185852936649915e-01,3.35961689884954395335e-01,1.07464762975910510522e-01);
INSERT INTO "stack_use" VALUES(40,0,86,1,0.010242173,3.27818185852936649915e-01,3.35961689884954395335e-01,1.07464762975910510522e-01);
INSERT INTO "stack_use" VALUES(41,0,59,1,0.002796999,8.95227153468778485967e-02,9.17465962200138124282e-02,0.00801431656307812);
INSERT INTO "stack_use" VALUES(41,0,74,1,0.002796999,8.95227153468778485967e-02,9.17465962200138124282e-02,0.00801431656307812);
INSERT INTO "stack_use" VALUES(41,0,77,1,0.002796999,8.95227153468778485967e-02,9.17465962200138124282e-02,0.00801431656307812);
INSERT INTO "stack_use" VALUES(41,0,87,3,0.014762347,4.72494051064314357635e-01,4.84231524383359479557e-01,8.14674671872545608231e-02);
INSERT INTO "stack_use" VALUES(41,0,88,1,0.00622431,1.99219639463841524662e-01,2.04168559344566846736e-01,0.039688464748103);
INSERT INTO "stack_use" VALUES(41,0,89,1,0.002796999,8.95227153468778485967e-02,9.17465962200138124282e-02,0.00801431656307812);
INSERT INTO "stack_use" VALUES(41,0,90,1,0.002796999,8.95227153468778485967e-02,9.17465962200138124282e-02,0.00801431656307812);
INSERT INTO "stack_use" VALUES(41,0,91,2,0.008538037,2.73274411600472832972e-01,2.80062965038792688332e-01,4.17790024391515579793e-02);
INSERT INTO "stack_use" VALUES(41,0,92,1,0.002796999,8.95227153468778485967e-02,9.17465962200138124282e-02,0.00801431656307812);
INSERT INTO "stack_use" VALUES(41,0,93,1,0.002796999,8.95227153468778485967e-02,9.17465962200138124282e-02,0.00801431656307812);
INSERT INTO "stack_use" VALUES(41,0,94,1,0.002796999,8.95227153468778485967e-02,9.17465962200138124282e-02,0.00801431656307812);
INSERT INTO "stack_use" VALUES(41,0,95,1,0.002796999,8.95227153468778485967e-02,9.17465962200138124282e-02,0.00801431656307812);
INSERT INTO "stack_use" VALUES(41,0,96,1,0.002796999,8.95227153468778485967e-02,9.17465962200138124282e-02,0.00801431656307812);
INSERT INTO "stack_use" VALUES(41,0,97,1,0.005741038,0.183751696253595,1.88316368818778862026e-01,3.37646858760734386306e-02);
INSERT INTO "stack_use" VALUES(41,0,98,1,0.005761986,1.84422172661018235473e-01,1.89003500883401287513e-01,3.4011537769010419252e-02);
INSERT INTO "stack_use" VALUES(42,0,56,1,0.005761986,1.84422172661018235473e-01,1.89003500883401287513e-01,3.4011537769010419252e-02);
INSERT INTO "stack_use" VALUES(42,0,84,1,6.38834100000000050523e-03,2.04469730908659247381e-01,2.09549071073232145989e-01,4.18078708578595234501e-02);
INSERT INTO "stack_use" VALUES(42,0,85,1,9.1536330000000012963e-03,2.929776097341427743e-01,3.0025562068388073067e-01,8.58358798055316729591e-02);
INSERT INTO "stack_use" VALUES(42,0,95,1,6.38834100000000050523e-03,2.04469730908659247381e-01,2.09549071073232145989e-01,4.18078708578595234501e-02);
INSERT INTO "stack_use" VALUES(42,0,99,1,0.005761986,1.84422172661018235473e-01,1.89003500883401287513e-01,3.4011537769010419252e-02);
INSERT INTO "stack_use" VALUES(42,0,100,1,9.1536330000000012963e-03,2.929776097341427743e-01,3.0025562068388073067e-01,8.58358798055316729591e-02);
INSERT INTO "stack_use" VALUES(42,0,101,1,9.1536330000000012963e-03,2.929776097341427743e-01,3.0025562068388073067e-01,8.58358798055316729591e-02);
INSERT INTO "stack_use" VALUES(42,0,102,1,6.38834100000000050523e-03,2.04469730908659247381e-01,2.09549071073232145989e-01,4.18078708578595234501e-02);
INSERT INTO "stack_use" VALUES(43,0,74,1,0.007778463,2.46021703714825457076e-01,2.67612062343295598054e-01,6.05266786987453606072e-02);
INSERT INTO "stack_use" VALUES(43,0,87,1,0.008754674,2.76897866962648786515e-01,3.01197854162606248884e-01,7.66724287284647476603e-02);
INSERT INTO "stack_use" VALUES(43,0,103,1,0.007778463,2.46021703714825457076e-01,2.67612062343295598054e-01,6.05266786987453606072e-02);
INSERT INTO "stack_use" VALUES(43,0,104,1,0.007778463,2.46021703714825457076e-01,2.67612062343295598054e-01,6.05266786987453606072e-02);
INSERT INTO "stack_use" VALUES(43,0,105,1,0.007778463,2.46021703714825457076e-01,2.67612062343295598054e-01,6.05266786987453606072e-02);
INSERT INTO "stack_use" VALUES(43,0,106,1,0.008754674,2.76897866962648786515e-01,3.01197854162606248884e-01,7.66724287284647476603e-02);
INSERT INTO "stack_use" VALUES(43,0,107,1,0.008754674,2.76897866962648786515e-01,3.01197854162606248884e-01,7.66724287284647476603e-02);
INSERT INTO "stack_use" VALUES(44,0,56,1,0.007829289,2.47629257689564369337e-01,2.6936069194796941062e-01,6.13202492638846713424e-02);
INSERT INTO "stack_use" VALUES(44,0,103,1,5.39603600000000075548e-03,1.70668931641962173806e-01,1.85646486000983407249e-01,2.91278842278087576889e-02);
INSERT INTO "stack_use" VALUES(44,0,108,1,0.007829289,2.47629257689564369337e-01,2.6936069194796941062e-01,6.13202492638846713424e-02);
INSERT INTO "stack_use" VALUES(44,0,109,1,0.007829289,2.47629257689564369337e-01,2.6936069194796941062e-01,6.13202492638846713424e-02);
INSERT INTO "stack_use" VALUES(44,0,110,2,1.07920720000000015109e-02,3.41337863283924347612e-01,3.71292972001966814499e-01,5.82557684556175153778e-02);
INSERT INTO "stack_use" VALUES(44,0,111,1,5.39603600000000075548e-03,1.70668931641962173806e-01,1.85646486000983407249e-01,2.91278842278087576889e-02);
INSERT INTO "stack_use" VALUES(44,0,112,2,1.36013310000000012256e-02,4.3019072346416908914e-01,4.67943376413026523863e-01,9.64794446584176512704e-02);
INSERT INTO "stack_use" VALUES(44,0,113,1,8.20529500000000133752e-03,2.59521791822206915334e-01,2.82296890412043088858e-01,0.0673515604306089);
INSERT INTO "stack_use" VALUES(45,0,110,1,0.010143048,3.20810158744889939441e-01,3.48963798339985586949e-01,1.02919157953921480697e-01);
INSERT INTO "stack_use" VALUES(45,0,112,1,8.20529500000000133752e-03,2.59521791822206915334e-01,2.82296890412043088858e-01,0.0673515604306089);
INSERT INTO "stack_use" VALUES(45,6,115,1,5.01409500000000053071e-03,1.58588681914150375629e-01,1.7250609840725689148e-01,2.51503700312675666783e-02);
INSERT INTO "stack_use" VALUES(45,6,116,3,0.021831849,0.690510282844414,7.51108044822918818894e-01,1.59570470463254510118e-01);
INSERT INTO "stack_use" VALUES(46,6,116,4,0.033946229,1.07367086444630710495e+00,1.16789401086921529326e+00,2.88672767675300145917e-01);
INSERT INTO "stack_use" VALUES(46,6,117,1,0.00830953,2.62818596382017100054e-01,2.8588301575818836353e-01,6.90736146042136150979e-02);
INSERT INTO "stack_use" VALUES(47,6,115,1,0.009000304,2.84666793945199503301e-01,3.096485661957397717e-01,8.10351835750386662038e-02);
INSERT INTO "stack_use" VALUES(47,6,116,3,2.70009120000000019112e-02,8.54000381835598565416e-01,9.28945698587219315101e-01,0.243105550725116);
INSERT INTO "stack_use" VALUES(47,6,118,1,0.009000304,2.84666793945199503301e-01,3.096485661957397717e-01,8.10351835750386662038e-02);
INSERT INTO "stack_use" VALUES(47,6,119,1,0.009000304,2.84666793945199503301e-01,3.096485661957397717e-01,8.10351835750386662038e-02);
INSERT INTO "stack_use" VALUES(48,6,116,2,0.018000608,0.569333587890399,6.192971323914795434e-01,1.62070367150077332407e-01);
CREATE TABLE tag (  -- what the user wrote beside the run, in that order
  position INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  value TEXT NOT NULL
) STRICT;
INSERT INTO "tag" VALUES(0,'cluster','blue');
INSERT INTO "tag" VALUES(1,'note','a "quoted", tag');
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
INSERT INTO "thread" VALUES(0,0,4200,'simulate',1.84538849600000265382e+00,0.0,311,0);
INSERT INTO "thread" VALUES(1,0,4201,'simulate (_M_invoke<...>)',0.15540785,0.0,19,0);
INSERT INTO "thread" VALUES(2,0,4202,'simulate (_M_invoke<...>)',1.62958541999999984017e-01,0.0,23,0);
INSERT INTO "thread" VALUES(3,0,4203,'simulate (_M_invoke<...>)',1.81798558000000082257e-01,0.0,26,0);
INSERT INTO "thread" VALUES(4,0,4204,'simulate (_M_invoke<...>)',1.55138878999999951791e-01,0.0,23,0);
INSERT INTO "thread" VALUES(5,0,4205,'simulate (_M_invoke<...>)',1.76189942000000238087e-01,0.0,64,0);
INSERT INTO "thread" VALUES(6,7,4206,'check',1.41104135000000019406e-01,0.0,17,0);
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
INSERT INTO "witness" VALUES(0,'cpu-readings','CPU time, sum of the readings','the kernel''s exit records','s',2.876998,2.876998,0.02976998,'equal');
INSERT INTO "witness" VALUES(1,'cpu-processes','CPU time, sum of the processes','the kernel''s exit records','s',2.876998,2.876998,0.02976998,'equal');
INSERT INTO "witness" VALUES(2,'cpu-functions','CPU time, sum of the functions','the kernel''s exit records','s',2.81798640200000205524e+00,2.876998,0.02976998,'at_most');
INSERT INTO "witness" VALUES(3,'cpu-task-clock','CPU time of the program','the kernel''s task clock over the tree','s',2.876998,2.87251424,0.0297251424,'at_least');
INSERT INTO "witness" VALUES(4,'cpu-machine','CPU time of the program and of calo','all busy CPUs, by /proc/stat','s',2.995285,3.0,3.50000000000000033306e-01,'at_most');
INSERT INTO "witness" VALUES(5,'cpu-cgroup','CPU time of the program and of calo','their control group (processes that left it aside)','s',2.995285,9.69921534100103599485e+00,9.99921534100103592823e-02,'at_most');
INSERT INTO "witness" VALUES(6,'energy-counter','energy of package-0','its counter, last reading minus first','J',1.77003524999999967796e+02,177.003525,1.17700352499999988734e-06,'equal');
INSERT INTO "witness" VALUES(7,'energy-counter','energy of dram-0','its counter, last reading minus first','J',20.529392,20.529392,1.020529392e-06,'equal');
INSERT INTO "witness" VALUES(8,'energy-counter','energy of core-0','its counter, last reading minus first','J',113.556214,113.556214,1.113556214e-06,'equal');
INSERT INTO "witness" VALUES(9,'energy-price','energy of a CPU second, dearest place','dearest interval of all processes','J',32.5526788751954,3.30024087080210861691e+01,1.6501204354010543529e+00,'at_most');
INSERT INTO "witness" VALUES(10,'memory-peak','peak RSS','the kernel''s mark of one process (ru_maxrss)','B',66887680.0,66887680.0,668876.8,'at_least');
INSERT INTO "witness" VALUES(11,'processes','processes in the records','births told by the kernel','',6.0,6.0,0.0,'equal');
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
